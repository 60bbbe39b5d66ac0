/** @file plotModel: what the boxes say, that they do not overlap and lines lead down, blocks, files. */
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { keras } from '../../../src/keras/index.ts';

const { layers, utils, applications } = keras;
beforeEach(() => utils.clearSession());

/** The rectangles of boxes: [left, top, right, bottom]. */
function boxesIn(svg: string): number[][] {
  const found = svg.matchAll(
    /<title>.*?<\/title><rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
  );
  return [...found].map(([, ...numbers]) => {
    const [x, y, w, h] = numbers.map(Number) as [number, number, number, number];
    return [x, y, x + w, y + h];
  });
}

function overlaps(boxes: number[][]): number {
  let count = 0;
  boxes.forEach((a, i) => {
    for (const b of boxes.slice(i + 1)) if (a[0]! < b[2]! && b[0]! < a[2]! && a[1]! < b[3]! && b[1]! < a[3]!) count++;
  });
  return count;
}

describe('plotModel', () => {
  it('says what a layer is, with what accompanies it, its shape and parameters', () => {
    const input = keras.Input([8, 8, 3]);
    const x = layers.Conv2D(4, 3, { strides: 2, useBias: false, name: 'first' })(input);
    const y = layers.Activation('relu')(layers.BatchNormalization()(x));
    const model = keras.Model(input, layers.Dense(2, { name: 'end' })(layers.Flatten({ name: 'flat' })(y)), {
      name: 'net',
    });
    const picture = utils.plotModel(model);
    const titles = [...picture.svg.matchAll(/<title>(.*?)<\/title>/g)].map(([, title]) => title);
    expect(titles).toMatchInlineSnapshot(`
      [
        "input_layer: InputLayer; 8 × 8 × 3",
        "first: Conv2D 3×3 /2, 4 + BN + relu; 3 × 3 × 4,  124 par.",
        "flat: Flatten; 36",
        "end: Dense, 2; 2,  74 par.",
      ]
    `);
    expect(String(picture)).toMatchInlineSnapshot(`"<diagram of net: 6 layers, 198 parameters, 4 boxes>"`);
    expect(boxesIn(utils.plotModel(model, { detail: 'layers' }).svg)).toHaveLength(6);
  });

  it.each(['InceptionV3', 'MobileNetV3Small', 'NASNetMobile', 'GoogLeNet'] as const)(
    '%s: no box lies on another',
    (name) => {
      const build = applications[name] as typeof applications.InceptionV3;
      const model = build({ weights: null, includeTop: false, inputShape: [96, 96, 3] });
      for (const detail of ['groups', 'blocks'] as const) {
        const { svg, width } = utils.plotModel(model, { detail });
        const boxes = boxesIn(svg);
        expect(overlaps(boxes), detail).toBe(0);
        expect(Math.max(...boxes.map((box) => box[2]!)) - Math.min(...boxes.map((box) => box[0]!))).toBeLessThan(width);
      }
    },
  );

  it('frames the modules of InceptionV3 and the blocks of ResNet, or draws each as one box', () => {
    const inception = applications.InceptionV3({ weights: null });
    const { svg } = utils.plotModel(inception);
    for (let i = 0; i <= 10; i++) expect(svg).toContain(`fill="#4b55b0">mixed${i}</text>`);
    expect(boxesIn(utils.plotModel(inception, { detail: 'blocks' }).svg)).toHaveLength(21);
    const resnet = applications.ResNet50({ weights: null, includeTop: false });
    const blocks = utils.plotModel(resnet, { detail: 'blocks' }).svg.match(/block of \d+ layers/g)!;
    expect(blocks.length).toBe(2 * 16); // title and text of each
  });

  it('leaves auxiliary heads beside the trunk', () => {
    const model = applications.GoogLeNet({ auxiliary: true });
    const { svg } = utils.plotModel(model);
    expect(svg).toContain('>inception_5b_output</text>');
    expect(overlaps(boxesIn(svg))).toBe(0);
    expect(boxesIn(utils.plotModel(model, { detail: 'blocks' }).svg).length).toBeLessThan(40);
  });

  it('shows itself as SVG with a PNG beside, and writes both', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kernelab-plot-model-'));
    const picture = utils.plotModel(applications.LeNet5());
    const shown = await (picture as never as Record<symbol, () => Promise<Record<string, string>>>)[
      Symbol.for('Jupyter.display')
    ]!();
    expect(shown['image/svg+xml']).toBe(picture.svg);
    expect(shown['image/png']).toMatch(/^iVBORw0KGgo/);
    await picture.save(join(folder, 'm.svg'));
    await picture.save(join(folder, 'm.png'));
    expect(readFileSync(join(folder, 'm.svg'), 'utf8')).toBe(picture.svg);
    expect(readFileSync(join(folder, 'm.png')).subarray(1, 4).toString()).toBe('PNG');
    await expect(picture.save(join(folder, 'm.jpg'))).rejects.toThrow(
      "save: the file must end with .svg or .png. Received '",
    );
  });

  it('refuses what it cannot draw', () => {
    expect(() => utils.plotModel(keras.Sequential([layers.Dense(1)]))).toThrowErrorMatchingInlineSnapshot(
      `[NotBuiltError: plotModel: the model must know its input (functional, or Sequential with an Input). Received Sequential 'sequential'. Give it keras.Input or inputShape, or train it once.]`,
    );
    expect(() => utils.plotModel(applications.LeNet5(), { detail: 'all' as never })).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plotModel: detail must be 'layers', 'groups' or 'blocks'. Received detail 'all'.]`,
    );
    expect(() =>
      utils.plotModel(applications.LeNet5(), { show_shapes: true } as never),
    ).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plotModel: there is no option 'show_shapes'. Received { show_shapes: true }. Did you mean 'showShapes'?]`,
    );
  });
});
