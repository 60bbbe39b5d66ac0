import { inflateSync } from 'node:zlib';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { np } from '../../src/array/index.ts';
import { displaySymbol, type MimeBundle, type NotebookHost } from '../../src/display/index.ts';
import { setLanguage } from '../../src/errors/index.ts';
import { image } from '../../src/image/index.ts';
import { encodePng } from '../../src/platform/index.ts';
import { plt } from '../../src/plot/index.ts';
import { endDrawing } from '../../src/plot/output/drawing.ts';

// The drawing thread is TypeScript run by Node itself, which the oldest Node that can start kernelab does not do.
const canDraw = Boolean((process.features as { typescript?: unknown }).typescript);
const folder = mkdtempSync(join(tmpdir(), 'kernelab-plot-'));

afterEach(() => plt.close('all'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('PNG files', () => {
  it('hold greys, palettes, RGB and RGBA as they went in', () => {
    const grey = encodePng({ width: 3, height: 1, channels: 1, samples: Uint8Array.of(0, 128, 255) });
    expect([...PNG.sync.read(Buffer.from(grey)).data]).toEqual([0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255]);
    const palette = encodePng({
      width: 2,
      height: 1,
      channels: 1,
      samples: Uint8Array.of(1, 0),
      palette: Uint8Array.of(1, 2, 3, 4, 5, 6),
    });
    expect([...PNG.sync.read(Buffer.from(palette)).data]).toEqual([4, 5, 6, 255, 1, 2, 3, 255]);
    for (const channels of [3, 4] as const) {
      const bytes = Uint8Array.from({ length: 5 * 4 * channels }, (_, i) => (i * 37) % 256);
      const { data } = PNG.sync.read(Buffer.from(encodePng({ width: 5, height: 4, channels, samples: bytes })));
      const back = data.filter((_, i) => channels === 4 || i % 4 !== 3);
      expect([...back]).toEqual([...bytes]);
    }
  });
});

describe.runIf(canDraw)(canDraw ? 'drawing' : 'drawing (skipped: needs a Node that runs TypeScript)', () => {
  it('gives a PNG of the size of the figure in which the line has its colour', async () => {
    plt.figure({ figsize: [3, 2] });
    plt.plot([0, 1], [0, 0], 'r-', { linewidth: 10 });
    plt.axis('off');
    const png = PNG.sync.read(Buffer.from(await plt.gcf().toPNG()));
    expect([png.width, png.height]).toEqual([300, 200]);
    const middle = 4 * (100 * 300 + 150);
    expect([...png.data.subarray(middle, middle + 3)]).toEqual([255, 0, 0]);
    expect(PNG.sync.read(Buffer.from(await plt.gcf().toPNG({ dpi: 200 }))).width).toBe(600);
  });

  it('shows each number of an array as one square of its colour, the right way up', async () => {
    for (const options of [{}, { extent: [0, 2, 0, 2] as const }, { origin: 'lower' as const }]) {
      plt.figure({ figsize: [2, 2] });
      plt.axes([0, 0, 1, 1]).imshow(
        [
          [0, 1],
          [2, 3],
        ],
        { cmap: 'gray', ...options },
      );
      plt.axis('off');
      const { data } = PNG.sync.read(Buffer.from(await plt.gcf().toPNG()));
      const at = (x: number, y: number): number => data[4 * (y * 200 + x)]!;
      const found = [at(50, 50), at(150, 50), at(50, 150), at(150, 150), at(95, 95)];
      expect(found).toEqual('origin' in options ? [170, 255, 0, 85, 170] : [0, 85, 170, 255, 0]);
    }
  });

  it('leaves NaN open and maps RGB as it is', async () => {
    plt.figure({ figsize: [2, 2] });
    plt.axes([0, 0, 1, 1]).imshow([
      [Number.NaN, 1],
      [2, 3],
    ]);
    plt.axis('off');
    const { data } = PNG.sync.read(Buffer.from(await plt.gcf().toPNG()));
    expect([...data.subarray(4 * (50 * 200 + 50), 4 * (50 * 200 + 50) + 3)]).toEqual([255, 255, 255]);
    plt.figure({ figsize: [2, 2] });
    plt.axes([0, 0, 1, 1]).imshow(np.array([[[10, 20, 30]]], 'uint8'));
    plt.axis('off');
    const color = PNG.sync.read(Buffer.from(await plt.gcf().toPNG()));
    expect([...color.data.subarray(4 * 20100, 4 * 20100 + 3)]).toEqual([10, 20, 30]);
  });

  it('Korean words have glyphs: two different syllables look different', async () => {
    const drawn = async (word: string): Promise<string> => {
      plt.figure({ figsize: [2, 1] });
      plt.text(0.1, 0.5, word, { fontsize: 20 });
      plt.axis('off');
      return Buffer.from(await plt.gcf().toPNG()).toString('base64');
    };
    expect(new Set([await drawn('가'), await drawn('힣'), await drawn('')]).size).toBe(3);
  });

  it('draws axes whose limits leave everything far outside', async () => {
    const far: readonly (() => unknown)[] = [
      () => plt.plot([0, 1], [0, 1], { alpha: 0.5 }),
      () => plt.scatter([0, 1], [0, 1]),
      () => plt.bar(['a', 'b'], [1, 2]),
      () => plt.imshow([[0, 1]], { aspect: 'auto' }),
      () => plt.errorbar([0, 1], [0, 1], [0.1, 0.1]),
    ];
    for (const draw of far) {
      plt.figure({ figsize: [2, 2] });
      plt.axis('off');
      draw();
      plt.xlim(1000, 1001);
      plt.ylim(1000, 1001);
      const { data } = PNG.sync.read(Buffer.from(await plt.gcf().toPNG()));
      expect(data.every((value) => value === 255)).toBe(true);
    }
  });

  it("bbox_inches: 'tight' cuts off what is empty; imsave writes a pixel a number", async () => {
    plt.figure({ figsize: [3, 2] });
    plt.axes([0.5, 0.5, 0.25, 0.25]).imshow([[1]], { aspect: 'auto' });
    plt.axis('off');
    const file = join(folder, 'tight.png');
    const size = (options: object): [number, number] => {
      plt.savefig(file, { bbox_inches: 'tight', ...options });
      const { width, height } = PNG.sync.read(readFileSync(file));
      return [width, height];
    };
    expect([size({ pad_inches: 0 }), size({}), size({ pad_inches: 0, dpi: 200 })]).toEqual([
      [75, 50],
      [95, 70],
      [150, 100],
    ]);
    plt.imsave(file, [
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const back = await plt.imread(file);
    expect([back.shape, back.dtype, back.item(0, 0, 0)]).toEqual([[2, 3, 3], 'float32', Math.fround(68 / 255)]);
    await image.imsave(file, np.full([1, 1], 65535, 'uint16'));
    expect((await plt.imread(file)).item()).toBe(1);
    rmSync(file);
    expect(() => plt.imsave('a.jpg', [[1]])).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.imsave: the file must end with .png. Received 'a.jpg'. await image.imsave(path, array) writes JPEG and BMP too.]`,
    );
  });

  it('savefig writes jpg and pdf', async () => {
    plt.figure({ figsize: [2, 1] });
    plt.plot([1, 2]);
    for (const ending of ['png', 'jpg', 'pdf']) plt.savefig(join(folder, `a.${ending}`));
    plt.savefig(join(folder, 'b'), { format: 'jpeg' });
    const photo = await image.imread(join(folder, 'a.jpg'));
    expect([photo.shape, photo.item(0, 0, 0)]).toEqual([[100, 200, 3], 255]);
    expect(readFileSync(join(folder, 'b.jpeg'))).toEqual(readFileSync(join(folder, 'a.jpg')));
    const file = readFileSync(join(folder, 'a.pdf')).toString('latin1');
    // Two inches are 144 points; the picture has 200 dots per inch; every object is where the table says.
    expect(file).toContain('/MediaBox [0 0 144.00 72.00]');
    expect(file).toContain('/Width 400 /Height 200');
    const places = [...file.matchAll(/^(\d{10}) 00000 n /gm)].map(([, at]) => file.slice(Number(at), Number(at) + 7));
    expect(places).toEqual([1, 2, 3, 4, 5].map((n) => `${n} 0 obj`));
    const stream = /\/Length (\d+) >>\nstream\n(?=x)/.exec(file)!;
    const start = stream.index + stream[0].length;
    const rows = inflateSync(Buffer.from(file.slice(start, start + Number(stream[1])), 'latin1'));
    expect(rows.length).toBe(200 * (1 + 3 * 400));
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
  });

  it('savefig writes png, svg and html whole, and says why it cannot', () => {
    plt.plot([1, 2]);
    plt.title('a < b');
    for (const format of ['png', 'svg', 'html']) plt.savefig(join(folder, `figure.${format}`));
    expect(readdirSync(folder).toSorted()).toEqual(['figure.html', 'figure.png', 'figure.svg']);
    expect(readFileSync(join(folder, 'figure.svg'), 'utf8')).toContain('a &#60; b');
    plt.imshow([[1, 2]]);
    plt.savefig(join(folder, 'figure.svg'));
    expect(readFileSync(join(folder, 'figure.svg'), 'utf8').match(/<image[^>]*? style="[^"]*"/g)).toEqual([
      expect.stringContaining('image-rendering:pixelated;'),
    ]);
    expect(readFileSync(join(folder, 'figure.html'), 'utf8')).not.toMatch(/src=.https?:/);
    expect(readFileSync(join(folder, 'figure.html'), 'utf8')).toContain('"showSendToCloud":false,"plotlyServerURL":""');
    expect(readFileSync(join(folder, 'figure.html'), 'utf8')).toContain('<html lang="en">');
    setLanguage('ko');
    plt.savefig(join(folder, 'figure.html'));
    setLanguage('en');
    expect(readFileSync(join(folder, 'figure.html'), 'utf8')).toContain('<html lang="ko">');
    expect(() => plt.savefig('figure.doc')).toThrowErrorMatchingInlineSnapshot(
      `[ValueError: plt.savefig: the file must end with .png, .jpg, .pdf, .svg, .html or .json. Received 'figure.doc'.]`,
    );
    expect(() => plt.savefig(join(folder, 'no', 'figure.png'))).toThrow(
      /^plt.savefig: there is no folder '.*no'\. Received '.*figure\.png'/,
    );
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it.runIf(canDraw)('ends the drawing thread when nobody uses the notebook, and draws the same afterwards', () => {
    const givers: (() => void)[] = [];
    const key = Symbol.for('kernelab.host');
    const world = globalThis as unknown as Record<symbol, unknown>;
    const draw = (name: string): Buffer => {
      plt.plot([1, 3, 2]);
      plt.savefig(join(folder, name));
      return readFileSync(join(folder, name));
    };
    endDrawing();
    world[key] = { display: () => {}, onCellEnd: () => {}, onRest: (give: () => void) => givers.push(give) };
    try {
      const before = draw('before.png');
      expect(givers).toHaveLength(1);
      givers[0]!();
      plt.close('all');
      expect(draw('after.png')).toEqual(before);
      expect(givers).toHaveLength(1);
    } finally {
      delete world[key];
    }
  });

  it('shows open figures at the end of the cell, once, as one bundle', async () => {
    const shown: MimeBundle[] = [];
    let flush: () => void | Promise<void> = () => undefined;
    const host: NotebookHost = {
      display: (bundle) => void shown.push(bundle),
      signal: new AbortController().signal,
      onCellEnd: (given) => void (flush = given),
    };
    const key = Symbol.for('kernelab.host');
    const world = globalThis as unknown as Record<symbol, unknown>;
    world[key] = host;
    try {
      plt.imshow([
        [1, 2],
        [3, 4],
      ]);
      await flush();
      expect(Object.keys(shown[0]!)).toEqual(['application/vnd.plotly.v1+json', 'image/png', 'text/plain']);
      expect(shown[0]!['text/plain']).toBe('<Figure size 640x480 with 1 Axes>');
      await flush();
      plt.plot([1]);
      plt.show();
      await flush();
      expect(shown).toHaveLength(2);
      const figure = plt.figure();
      figure.gca().plot([1]);
      const asLastLine = figure[displaySymbol]();
      await flush();
      expect([Object.keys(asLastLine).length, shown.length]).toEqual([3, 2]);
    } finally {
      delete world[key];
    }
  });
});
