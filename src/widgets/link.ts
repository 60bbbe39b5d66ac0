/** @file Properties of two widgets that follow each other, here and on the page (also on one without a kernel). */
import { anything, describe, optionsOf } from '../arguments/index.ts';
import { ValueError } from '../errors/index.ts';
import { control } from './control.ts';
import { Widget, type Listener } from './model.ts';
import { snakeCase } from './wire.ts';

/** A property of a widget: `[slider, 'value']`. */
export type Place<W extends Widget = Widget> = readonly [widget: W, name: keyof W & string];

/** What ends a link. */
export interface Link {
  /**
   * Ends the link.
   * @ko 연결을 끊습니다.
   */
  unlink(): void;
}

interface LinkOptions {
  source?: Place;
  target?: Place;
}

const place = anything<Place>({ en: "a place such as [slider, 'value']", ko: "[slider, 'value'] 같은 자리" });
const spec = optionsOf<LinkOptions>()({ source: place, target: place });
const both = control<LinkOptions>({ name: 'Link', module: 'controls', view: null, spec, toWire: onPage });
const oneWay = control<LinkOptions>({ name: 'DirectionalLink', module: 'controls', view: null, spec, toWire: onPage });

/** The page has its own names for properties. */
function onPage(changed: LinkOptions): Record<string, unknown> {
  const named = (at: Place | undefined): unknown => at && [at[0], snakeCase(at[1])];
  return { source: named(changed.source), target: named(changed.target) };
}

function check(who: string, at: unknown): Place {
  const [widget, name] = Array.isArray(at) ? (at as unknown[]) : [];
  if (!(widget instanceof Widget) || typeof name !== 'string') {
    throw new ValueError({
      who,
      rule: {
        en: "a place is a widget and the name of a property, such as [slider, 'value']",
        ko: "자리는 [slider, 'value']처럼 위젯과 속성 이름으로 씁니다",
      },
      received: describe(at),
    });
  }
  widget.read(name); // which refuses a name that is none
  return [widget, name as never];
}

function joined(who: string, source: Place, target: Place, isBoth: boolean): Link {
  const [[from, one], [to, other]] = [check(who, source), check(who, target)];
  to.write({ [other]: from.read(one) });
  const forth: Listener = ({ new: value }) => follow(to, other, value);
  const back: Listener = ({ new: value }) => follow(from, one, value);
  from.watch(forth, one);
  if (isBoth) to.watch(back, other);
  // Also on the page itself: no way to the kernel and back, and none is needed. (What the page calls otherwise only goes here.)
  const isPlain = from.hasOnPage(one) && to.hasOnPage(other);
  const model = isPlain ? (isBoth ? both : oneWay)({ source, target }) : undefined;
  return {
    unlink(): void {
      from.unwatch(forth);
      to.unwatch(back);
      model?.close();
    },
  };
}

function follow(widget: Widget, name: string, value: unknown): void {
  if (!Object.is(widget.read(name), value)) widget.write({ [name]: value });
}

/**
 * Two properties that are always equal: whichever changes, the other follows. Raises ValueError for a property that is not
 * there, or a value that the other does not take.
 * @ko 두 속성을 언제나 같게 합니다. 하나가 바뀌면 다른 것도 바뀝니다.
 * @example widgets.link([play, 'value'], [slider, 'value']);
 */
export function link<A extends Widget, B extends Widget>(source: Place<A>, target: Place<B>): Link {
  return joined('widgets.link', source as never, target as never, true);
}

/**
 * The second property follows the first, not the other way round.
 * @ko 첫 번째 속성이 바뀌면 두 번째가 따라 바뀝니다. 반대로는 아닙니다.
 * @example widgets.dlink([slider, 'value'], [progress, 'value']);
 */
export function dlink<A extends Widget, B extends Widget>(source: Place<A>, target: Place<B>): Link {
  return joined('widgets.dlink', source as never, target as never, false);
}
