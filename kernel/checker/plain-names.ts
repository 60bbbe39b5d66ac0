/**
 * @file Types as a student calls them: TypeScript names what comes from a module by the module's place on this machine
 * (`typeof import("/…/dist/src/array/index")`), which says nothing to a student.
 */

/** `typeof import("…/random")` becomes `random`, `import("…/shapes").Circle` becomes `Circle`. */
export function withoutPaths(text: string): string {
  return text
    .replace(/\bimport\("[^"]*"(?:, [^()]*)?\)\./g, '')
    .replace(/\b(?:typeof )?import\("([^"]*)"(?:, [^()]*)?\)/g, (_, module: string) => moduleName(module))
    .replace(/\bmodule "([^"]*)"/g, (_, module: string) => `module ${moduleName(module)}`)
    .replace(/'"((?:\/|[A-Za-z]:)[^"]*)"'/g, (_, module: string) => `'${moduleName(module)}'`);
}

/** Types under the names that cells use: `NDArray` becomes `np.ndarray`. */
export function inCells(text: string, names: Readonly<Record<string, string>> = {}): string {
  return text.replace(/(?<![\w.$])[A-Z]\w*\b(?!\s*\()/g, (name) => (Object.hasOwn(names, name) ? names[name]! : name));
}

/** `/a/layers/index.d.ts` is `layers`; a package keeps its name. */
function moduleName(module: string): string {
  if (!/^(?:\.{0,2}[\\/]|[A-Za-z]:)/.test(module)) return module;
  const parts = module.replace(/\.d\.ts$|\.[cm]?[jt]s$/, '').split(/[\\/]/);
  if (parts.at(-1) === 'index' && parts.length > 1) parts.pop();
  return parts.at(-1)!;
}
