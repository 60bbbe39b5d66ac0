/** @file `savefig`: a figure as a file. */
import { describe } from '../../arguments/index.ts';
import { ValueError } from '../../errors/index.ts';
import { writeFile } from '../../platform/index.ts';
import { read } from '../input/rules.ts';
import * as drawing from '../output/drawing.ts';
import { htmlPage } from '../output/html.ts';
import { cssColor } from '../style/color.ts';
import type { Figure } from './figure.ts';
import { savefigOptions, type SavefigOptions } from './options.ts';

const clear = 'rgba(0,0,0,0)';

/** Dots per inch of the picture in a PDF, which is printed and enlarged. */
const printed = 200;

/** Writes a .png, .jpg, .pdf, .svg, .html or .json file, by the end of its name or `format`. */
export function saveFigure(figure: Figure, path: string, given: SavefigOptions | undefined, who: string): void {
  const options = read(who, given, savefigOptions);
  const name: unknown = path;
  if (typeof name !== 'string' || name === '') {
    throw new ValueError({
      who,
      rule: { en: 'the first argument is the name of the file', ko: '첫 인수는 파일의 이름입니다' },
      received: describe(name),
    });
  }
  const format = options.format ?? /\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase() ?? 'png';
  const target = /\.[a-z]+$/i.test(path) ? path : `${path}.${format}`;
  const json = figure.toPlotly();
  if (options.facecolor) json.layout['paper_bgcolor'] = cssColor(options.facecolor, who);
  if (options.transparent) Object.assign(json.layout, { paper_bgcolor: clear, plot_bgcolor: clear });
  switch (format) {
    case 'png':
    case 'jpg':
    case 'jpeg':
    case 'pdf': {
      const usual = format === 'pdf' ? Math.max(printed, figure.dpi) : figure.dpi;
      const scale = (typeof options.dpi === 'number' ? options.dpi : usual) / 100;
      const tight = options.bbox_inches === 'tight';
      const trim = tight ? Math.round((options.pad_inches ?? 0.1) * 100 * scale) : undefined;
      return writeFile(target, drawing.drawNow(json, format === 'jpeg' ? 'jpg' : format, scale, trim), who);
    }
    case 'svg':
      return writeFile(target, drawing.drawNow(json, 'svg'), who);
    case 'html':
      return writeFile(target, htmlPage(json, drawing.plotlyScript()), who);
    case 'json':
      return writeFile(target, JSON.stringify(json), who);
    default:
      throw new ValueError({
        who,
        rule: {
          en: 'the file must end with .png, .jpg, .pdf, .svg, .html or .json',
          ko: '파일 이름은 .png, .jpg, .pdf, .svg, .html, .json 가운데 하나로 끝나야 합니다',
        },
        received: `'${path}'`,
      });
  }
}
