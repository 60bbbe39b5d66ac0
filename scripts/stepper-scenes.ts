/** @file The steppers of docs/plots.md: a cell for each kind, its picture in docs/plots, and the section about them. */
import { join } from 'node:path';
import { runInThisContext } from 'node:vm';
import { np } from '../src/array/index.ts';
import { plot, plt, type Stepper } from '../src/plot/index.ts';

const scenes: readonly { readonly name: string; readonly what: string; readonly code: string }[] = [
  {
    name: 'convolution',
    what: 'A convolution: region, filter, products, and the output as it fills (L2.2)',
    code: 'plot.stepper(picture, filter, { step: 12 })',
  },
  {
    name: 'channels',
    what: 'Several channels, with padding: the sums of all channels are added up (L1.7)',
    code: "plot.stepper(rgb, np.ones([2, 2]), { padding: 'same', step: 5 })",
  },
  {
    name: 'dilated',
    what: 'Dilation: the numbers of the filter lie apart. `stride: [m, n]` goes m to the right and n down',
    code: 'plot.stepper(picture, filter, { dilation: 2, stride: [2, 1], step: 3 })',
  },
  {
    name: 'im2col',
    what: 'The same convolution as a product of matrices (L2.8)',
    code: "plot.stepper(small, filter, { kind: 'im2col', step: 4 })",
  },
  {
    name: 'backward',
    what: 'Its backward pass: dW and dX grow by what each number of `dout` gives (L1.8)',
    code: 'plot.stepper(small, filter, { backward: dout, step: 4 })',
  },
  {
    name: 'transposed',
    what: 'A transposed convolution: each number stamps the whole filter',
    code: "plot.stepper(dout, filter, { kind: 'transposed', stride: 2, step: 3 })",
  },
  {
    name: 'pooling',
    what: "Pooling: 'max', 'average', 'min' or 'l2', windows of any size (L1.6, L4.11)",
    code: "plot.stepper(picture.at(':6', ':6'), { kind: 'max', size: [2, 3], step: 3 })",
  },
  {
    name: 'pooling-backward',
    what: 'Its backward pass: the gradient goes to the largest number (`true`: ones)',
    code: "plot.stepper(small, { kind: 'max', size: 3, stride: 1, backward: true, step: 4 })",
  },
];

const data = `const picture = np.array([
  [1, 2, 3, 0, 1, 2, 3],
  [0, 1, 2, 3, 0, 1, 2],
  [3, 0, 1, 2, 3, 0, 1],
  [2, 3, 0, 1, 2, 3, 0],
  [1, 2, 3, 0, 1, 2, 3],
  [0, 1, 2, 3, 0, 1, 2],
  [3, 0, 1, 2, 3, 0, 1],
]);
const filter = np.array([[2, 0, 1], [0, 1, 2], [1, 0, 2]]);
const small = picture.at(':5', ':5');
const rgb = np.stack([small, small.T, small.mul(-1)], { axis: -1 });
const dout = np.array([[1, -1, 0], [2, 0, 1], [0, 1, -2]]);`;

/** Draws the pictures into `folder`; the section as Markdown. */
export function stepperSection(folder: string): string {
  const parts = scenes.map(({ name, what, code }) => {
    const shown = (runInThisContext(`(plot, np) => {${data}\nreturn ${code}}`) as (...names: unknown[]) => Stepper)(
      plot,
      np,
    );
    shown.savefig(join(folder, `stepper-${name}.png`));
    return `${what}:\n\n\`\`\`ts\n${code}\n\`\`\`\n\n![${shown.summary}](plots/stepper-${name}.png)\n`;
  });
  plt.close('all');
  return `## Walking through a calculation: \`plot.stepper\`

Each number of a layer's calculation, one step after the other: by buttons, a slider, the keys ← → (Home, End; space plays), or a click on a
number of the output. It needs no kernel, so it works in a saved notebook and in an exported page as well; on paper and where only
pictures are shown stand the first step, one in the middle and the last, or the one that \`step\` names. \`stride\`, \`padding\`, \`dilation\`,
\`size\` and \`kind\` are those of \`cnn\`, and what does not fit is refused as there.

Sliders above the picture change the size of the filter, stride, padding and dilation; the page computes the walk anew, also without a
kernel. They stop only at what fits, and beside them stands how large the output is, as a formula with its numbers. A larger filter
repeats the numbers of the cell's, a smaller one is a part of it.

\`\`\`ts
${data}
\`\`\`

${parts.join('\n')}`;
}
