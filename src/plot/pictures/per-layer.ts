/** @file `plot.perLayer`: numbers of a network layer by layer as bars, from `architectureTable` or `timePerLayer`. */
import { flag, integer, optionsOf, text } from '../../arguments/index.ts';
import { ValueError, nearest } from '../../errors/index.ts';
import type { Figure } from '../figure/figure.ts';
import { read } from '../input/rules.ts';
import { figure } from '../pyplot/current.ts';
import { shortNumber } from './stepper/walkthrough.ts';

export interface PerLayerOptions {
  /**
   * Which number: 'multiplyAdds', 'parameters', 'memory', 'ms' … Default: 'ms' where there is one, else 'multiplyAdds'.
   * @ko 보여 줄 수입니다: 'multiplyAdds', 'parameters', 'memory', 'ms' … 기본값은 시간이 있으면 'ms', 없으면 'multiplyAdds'입니다.
   */
  by?: string;
  /**
   * Also layers where the number is 0. Default false.
   * @ko 값이 0인 층도 그립니다. 기본값 false.
   */
  zeros?: boolean;
  /**
   * At most this many layers, the largest ones, in their order. Default 40.
   * @ko 많아야 이만큼의 층을 보여 줍니다(가장 큰 것들). 기본값 40.
   */
  limit?: number;
  /**
   * Title above the picture.
   * @ko 그림 위의 제목입니다.
   */
  title?: string;
}

const options = optionsOf<PerLayerOptions>()({
  by: text(),
  zeros: flag().or(false),
  limit: integer({ from: 1 }).or(40),
  title: text(),
});

/** Rows with names, or a table that holds them. */
export type LayerRows = readonly { readonly name: string }[] | { readonly rows: readonly { readonly name: string }[] };

/**
 * A horizontal bar for each layer, the first at the top. Raises ValueError for a column that is not there.
 * @ko 층마다의 매개변수나 곱셈-덧셈을 막대로 그립니다.
 */
export function perLayer(table: LayerRows, given?: PerLayerOptions): Figure {
  const who = 'plot.perLayer';
  const { by, zeros, limit, title } = read(who, given, options);
  const rows = (Array.isArray(table) ? table : (table as { rows: unknown }).rows) as readonly Readonly<
    Record<string, unknown>
  >[];
  const columns = Object.keys(rows[0] ?? {}).filter((name) => rows.every((row) => typeof row[name] === 'number'));
  const column = by ?? ['ms', 'multiplyAdds'].find((name) => columns.includes(name)) ?? columns[0];
  if (column === undefined || !columns.includes(column)) {
    const near = column === undefined ? undefined : nearest(column, columns);
    throw new ValueError({
      who,
      rule:
        columns.length === 0
          ? { en: 'the table has no rows with numbers', ko: '표에 수가 있는 행이 없습니다' }
          : { en: `by must be one of ${columns.join(', ')}`, ko: `by에 쓸 수 있는 값: ${columns.join(', ')}` },
      received: column === undefined ? { en: `${rows.length} rows`, ko: `행 ${rows.length}개` } : `'${column}'`,
      hint: near === undefined ? undefined : { en: `Did you mean '${near}'?`, ko: `'${near}'을(를) 뜻했나요?` },
    });
  }
  const all = rows.map((row) => ({ name: String(row['name']), value: row[column] as number }));
  const some = zeros ? all : all.filter(({ value }) => value !== 0);
  const least = some.map(({ value }) => value).sort((a, b) => b - a)[limit - 1] ?? -Infinity;
  const shown = some.filter(({ value }) => value >= least).slice(0, limit);
  const fig = figure({ figsize: [8, Math.max(2, 0.24 * shown.length + 1.2)], layout: 'tight' });
  const axes = fig.gca();
  const places = shown.map((_, i) => i);
  axes.barh(places, shown.map(({ value }) => value)); // prettier-ignore
  axes.set_yticks(places, shown.map(({ name }) => name), { fontsize: 8 }); // prettier-ignore
  axes.set_ylim(shown.length - 0.4, -0.6);
  axes.set_xlabel(column);
  axes.set_title(
    title ?? (shown.length < some.length ? `${column}: the ${shown.length} largest of ${some.length} layers` : column),
  );
  axes.grid({ axis: 'x', alpha: 0.3 });
  const most = shown.reduce((a, b) => (b.value > a.value ? b : a), { name: '', value: -Infinity });
  const largest = Number.isFinite(most.value) ? `${most.name} ${shortNumber(most.value)}` : '–';
  fig.alt = {
    en: `Bars of ${column} of ${shown.length} layers; the largest: ${largest}.`,
    ko: `층 ${shown.length}개의 ${column}을(를) 막대로 그렸습니다. 가장 큰 것: ${largest}.`,
  };
  return fig;
}
