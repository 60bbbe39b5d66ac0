/** @file What the kernel says about itself and its language wherever Jupyter asks. */

/** The version of Jupyter's messaging protocol spoken here. */
export const PROTOCOL_VERSION = '5.4';

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

/** The kernel as a notebook's metadata and kernel.json name it. */
export const kernelName = { display_name: 'TypeScript (kernelab)', language: 'typescript', name: 'kernelab' };
