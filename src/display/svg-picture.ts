/**
 * @file A drawing in SVG that shows itself: as SVG where that can be shown, as PNG elsewhere, as a line of text in a terminal.
 */
import { FormatError } from '../errors/index.ts';
import { machine, writeFile } from '../platform/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from './host.ts';

const LATIN = ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'];
const KOREAN = [
  '@expo-google-fonts/noto-sans-kr/400Regular/NotoSansKR_400Regular.ttf',
  '@expo-google-fonts/noto-sans-kr/700Bold/NotoSansKR_700Bold.ttf',
];
/** Letters that the Latin fonts lack. */
const eastAsian = /[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef]/;

export class SvgPicture implements Displayable {
  /** The whole drawing, an `<svg>` element with its size. */
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly #text: string;

  /** `text` is what a terminal shows. */
  constructor(drawing: {
    readonly svg: string;
    readonly width: number;
    readonly height: number;
    readonly text: string;
  }) {
    this.svg = drawing.svg;
    this.width = drawing.width;
    this.height = drawing.height;
    this.#text = drawing.text;
  }

  /** The drawing as a PNG file; `scale` multiplies its pixels. */
  async toPng({ scale = 1 }: { scale?: number } = {}): Promise<Uint8Array> {
    // Loaded at the first picture: it is a large program that most cells do not need.
    const { Resvg } = await import('@resvg/resvg-js');
    const { assets } = machine;
    const fonts = eastAsian.test(this.svg) ? [...LATIN, ...KOREAN] : LATIN;
    const picture = new Resvg(this.svg, {
      font: {
        loadSystemFonts: false,
        fontFiles: fonts.map((font) => assets.packagePath(font)),
        defaultFontFamily: 'DejaVu Sans',
        sansSerifFamily: 'DejaVu Sans',
      },
      fitTo: { mode: 'zoom', value: scale },
    });
    return picture.render().asPng();
  }

  /** Writes the drawing to a .svg or .png file. Raises FormatError for another ending, FileError when it cannot be written. */
  async save(path: string, { scale = 2 }: { scale?: number } = {}): Promise<void> {
    if (!/\.(svg|png)$/i.test(path)) {
      throw new FormatError({
        who: 'save',
        rule: { en: 'the file must end with .svg or .png', ko: '파일 이름은 .svg나 .png로 끝나야 합니다' },
        received: `'${path}'`,
      });
    }
    writeFile(path, /\.svg$/i.test(path) ? this.svg : await this.toPng({ scale }), 'save');
  }

  toString(): string {
    return this.#text;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.#text;
  }

  async [displaySymbol](): Promise<MimeBundle> {
    const png = await this.toPng();
    return { 'image/svg+xml': this.svg, 'image/png': base64(png), 'text/plain': this.#text };
  }
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
