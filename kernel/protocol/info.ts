/** @file What the kernel says about itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../language.ts';
import { root } from '../paths.ts';
import { PROTOCOL_VERSION } from './zeromq/wire.ts';

/** JupyterLab writes exactly this into a notebook's metadata; where it finds anything else, it calls the notebook unsaved. */
export const languageInfo = {
  codemirror_mode: { name: 'javascript', typescript: true },
  file_extension: '.ts',
  mimetype: 'text/typescript',
  name: 'typescript',
  nbconvert_exporter: 'script',
  pygments_lexer: 'typescript',
  version: '7.0',
};

/** The content of kernel_info_reply. */
export function kernelInfo(): Record<string, unknown> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    protocol_version: PROTOCOL_VERSION,
    implementation: 'kernelab',
    implementation_version: version,
    language_info: languageInfo,
    banner: say({
      en: `kernelab ${version}: TypeScript on Node ${process.versions.node}. np, plt, cnn, keras, datasets are there.`,
      ko: `kernelab ${version}: TypeScript, Node ${process.versions.node}. np, plt, cnn, keras, datasets를 바로 쓸 수 있습니다.`,
    }),
    help_links: [
      { text: 'TypeScript', url: 'https://www.typescriptlang.org/docs/' },
      { text: 'JavaScript (MDN)', url: 'https://developer.mozilla.org/docs/Web/JavaScript' },
      { text: 'Node.js', url: 'https://nodejs.org/docs/latest/api/' },
      { text: 'Keras', url: 'https://keras.io/api/' },
    ],
    debugger: false,
  };
}
