/** What the kernel itself puts into every cell, beside the names of the library. */
declare global {
  /**
   * Asks the person at the notebook for a line of text and waits for it.
   * `const name = input('Your name? ')`
   */
  function input(prompt?: string, options?: { password?: boolean }): string;
  /** Asks the person at the notebook for a line of text; the second argument is the answer for an empty line. */
  function prompt(message?: unknown, defaultAnswer?: string): string;
  /** Shows a message and waits until the person at the notebook presses Enter. */
  function alert(message?: unknown): void;
  /** Asks the person at the notebook; true for an answer that begins with y (or ㅇ). */
  function confirm(message?: unknown): boolean;
  /** Shows a value the way a cell shows its last expression; `update` of what it gives shows another in its place. */
  function display(
    value: unknown,
    options?: { displayId?: string },
  ): { readonly displayId: string; update(value: unknown): void };
  /** Loads a CommonJS module, looked up from the notebook's folder. */
  const require: NodeJS.Require;
  /** The notebook's folder. */
  const __dirname: string; // oxlint-disable-line no-underscore-dangle -- Node's own name
  /** What `%time` becomes. */
  function $t(stop?: 0): void;
  /** What `%timeit` becomes: a loop that asks whether to go on. */
  function $i(loops?: number, repeats?: number): boolean;
  /** What `%%bash`, `!command` and kin become. */
  const $magic: {
    shell(command: string): Promise<void>;
    script(name: 'bash' | 'sh', text: string): Promise<void>;
    show(language: string, text: string): void;
    writeFile(argument: string, text: string): void;
  };
  /** Clears what the running cell has shown so far; with `wait`, when something new is shown. */
  function clearOutput(wait?: boolean): void;
}
export {};
