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
      rule: { en: 'the action is install or uninstall', ko: '동작은 install이나 uninstall입니다' },
      received: action ?? { en: 'none', ko: '없음' },
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
      rule: {
        en: 'say where: exactly one of --user, --sys-prefix, --prefix P',
        ko: '어디에 둘지 --user, --sys-prefix, --prefix P 가운데 하나만 쓰세요',
      },
      received: args.join(' ') || { en: 'no option', ko: '옵션 없음' },
      hint: {
        en: '--user is right for VS Code and for a Jupyter of your own.',
        ko: 'VS Code나 따로 설치한 주피터에는 --user가 맞습니다',
      },
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
