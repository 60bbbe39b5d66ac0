/** @file `kernelab kernel install|uninstall`: kernelab in another Jupyter, in VS Code or on a JupyterHub. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ValueError } from '../errors/index.ts';
import { buildSteps } from './build.ts';
import { installInto, uninstallFrom } from './jupyter.ts';
import { makeFolderOf } from './paths.ts';
import { runSteps } from './steps.ts';

/** Installs or removes the kernel and what belongs to it; exactly one of --user, --sys-prefix, --prefix P says where. */
export async function kernelCommand([action, ...args]: string[]): Promise<number> {
  if (action !== 'install' && action !== 'uninstall') {
    throw new ValueError({
      who: 'kernelab kernel',
      rule: 'the action is install or uninstall',
      received: action ?? 'none',
    });
  }
  const { values } = parseArgs({
    args,
    options: { user: { type: 'boolean' }, 'sys-prefix': { type: 'boolean' }, prefix: { type: 'string' } },
  });
  const places = [values.user, values['sys-prefix'], values.prefix !== undefined].filter(Boolean).length;
  if (places !== 1) {
    throw new ValueError({
      who: `kernelab kernel ${action}`,
      rule: 'say where: exactly one of --user, --sys-prefix, --prefix P',
      received: args.join(' ') || 'no option',
      hint: '--user is right for VS Code and for a Jupyter of your own.',
    });
  }
  const where = { user: values.user, sysPrefix: values['sys-prefix'], prefix: values.prefix };
  if (action === 'install') {
    if (values.prefix !== undefined)
      makeFolderOf(join(values.prefix, 'share', 'jupyter', 'kernels'), 'kernelab kernel install');
    await runSteps(buildSteps());
  }
  const lines = await (action === 'install' ? installInto(where) : uninstallFrom(where));
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
