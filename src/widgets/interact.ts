/** @file A function with a control for each of its parameters: whoever moves one sees what the function gives then. */
import { describe, flag, func, isPlainObject, optionsOf, readOptions, refuseSurplus } from '../arguments/index.ts';
import { displaySymbol, notebookHost, type MimeBundle } from '../display/index.ts';
import { ValueError, say } from '../errors/index.ts';
import { BoxWidget, boxKind, type Box, type BoxOptions } from './boxes.ts';
import { Button } from './buttons.ts';
import { Checkbox, Dropdown } from './choices.ts';
import { Widget, type Kind } from './model.ts';
import { FloatSlider, IntSlider } from './numbers.ts';
import { Output, type OutputWidget } from './output.ts';
import { Text } from './texts.ts';
import { withLooks } from './layout.ts';

/** What stands for a control: `[from, to]`, `[from, to, step]`, a number, a text, true or false, choices, or a widget. */
export type Abbreviation =
  | readonly [from: number, to: number, step?: number]
  | number
  | string
  | boolean
  | readonly string[]
  | readonly number[]
  | Readonly<Record<string, unknown>>
  | Widget;

/** The values of a control. */
type ValueOf<A> = A extends { readonly value: infer V } & Widget
  ? V
  : A extends boolean
    ? boolean
    : A extends string
      ? string
      : A extends number | readonly number[]
        ? number
        : A extends readonly (infer E)[]
          ? E
          : A extends Readonly<Record<string, infer E>>
            ? E
            : never;

type IsOne<T, Whole = T> = [T] extends [never]
  ? true
  : T extends unknown
    ? [Whole] extends [T]
      ? true
      : false
    : never;
/** Parameters come by position: where controls have values of several types, TypeScript cannot know which is which. */
type Unsure = ReturnType<typeof JSON.parse>;
/** The type of the function's parameters. */
export type ValuesOf<P> = { [K in keyof P]: ValueOf<P[K]> } extends infer V
  ? boolean extends V[keyof V]
    ? [V[keyof V]] extends [boolean]
      ? boolean
      : Unsure
    : [IsOne<V[keyof V]>] extends [true]
      ? V[keyof V]
      : Unsure
  : never;

/** Options of `interact`. */
export interface InteractOptions {
  /**
   * Whether the function runs only at a click on a button, which is better for slow ones. Default false.
   * @ko true이면 단추를 눌러야 실행합니다. 오래 걸리는 함수에 좋습니다. 기본값 false.
   */
  manual?: boolean;
}

const options = optionsOf<InteractOptions>()({ manual: flag().or(false) });
const isFunction = func<(...values: never[]) => unknown>();

/** A function with its controls. */
export class InteractiveWidget extends BoxWidget {
  /** The controls, in the order of the parameters. */
  readonly controls: readonly Widget[];
  /** What the function gave last. */
  result: unknown;
  readonly #call: (...values: unknown[]) => unknown;
  readonly #output: OutputWidget;
  readonly #manual: boolean;
  #running: Promise<void> | undefined;
  #again = false;

  constructor(call: (...values: unknown[]) => unknown, controls: readonly Widget[], manual: boolean) {
    const output = Output();
    const button = Button({ description: say({ en: 'Run', ko: '실행' }) });
    const children = [...controls, ...(manual ? [button] : []), output];
    super(kind, { children });
    [this.controls, this.#call, this.#output, this.#manual] = [controls, call, output, manual];
    if (manual) button.onClick(() => this.update());
    else for (const control of controls) control.watch(() => this.update(), 'value');
  }

  /**
   * Runs the function with the values that the controls have now; resolves when its output is there.
   * @ko 지금 값으로 함수를 실행합니다.
   */
  async update(): Promise<void> {
    this.#again = true;
    // What is moved while it runs needs one more run, not one for each step.
    this.#running ??= this.#runAll();
    return this.#running;
  }

  async #runAll(): Promise<void> {
    // The promise has to be known before the function may begin to run.
    await Promise.resolve();
    while (this.#again) {
      this.#again = false;
      const values = this.controls.map((control) => control.read('value'));
      this.#output.expectNew();
      await this.#output.run(() => (this.result = this.#call(...values)));
      this.#output.settle();
    }
    this.#running = undefined;
  }

  override async [displaySymbol](): Promise<MimeBundle> {
    if (!this.#manual) await this.update();
    return super[displaySymbol]();
  }
}

const kind = { ...boxKind('VBox'), settle: (values: BoxOptions) => withLooks(values, undefined) } as Kind<BoxOptions>;

/** What `interactive` gives. */
export type Interactive = InteractiveWidget & Box;

/**
 * A box with a control for each parameter of `f` and what `f` gives below. Shown like any widget; `interact` shows it at once.
 * @ko 함수의 매개변수마다 위젯을 만들고 그 아래에 함수의 결과를 보여 주는 상자입니다.
 */
export function interactive<const P extends Readonly<Record<string, Abbreviation>>>(
  f: (...values: ValuesOf<P>[]) => unknown,
  parameters: P,
  given?: InteractOptions,
): Interactive {
  if (arguments.length > 3) refuseSurplus('interactive', arguments, 3);
  return make('interactive', f as never, parameters, given);
}

/**
 * Shows `f` with a control for each of its parameters and runs it anew whenever one is moved; what it prints, draws, gives back
 * or throws appears below the controls. A parameter is `[from, to]` or `[from, to, step]` (a slider), a number, a text, true or
 * false (a box to tick), a list of texts or `{ label: value }` (a dropdown), or a widget.
 *
 * Values come by position; where the parameters of `f` have the names of the controls, in another order too.
 * @throws ValueError for something that no control can be made of
 * @ko 함수의 매개변수마다 위젯을 보여 주고, 움직일 때마다 함수를 다시 실행합니다.
 * @example interact((sigma, size) => plt.imshow(image.gaussianFilter(x, sigma)), { sigma: [0, 5, 0.1], size: [3, 9, 2] });
 */
export function interact<const P extends Readonly<Record<string, Abbreviation>>>(
  f: (...values: ValuesOf<P>[]) => unknown,
  parameters: P,
  given?: InteractOptions,
): Interactive {
  if (arguments.length > 3) refuseSurplus('interact', arguments, 3);
  const made = make('interact', f as never, parameters, given);
  const host = notebookHost();
  if (!host?.show) {
    void made.update();
    return made;
  }
  host.show(made, {});
  // A cell that ends with `interact(…)` must not show it twice.
  return Object.defineProperty(Object.create(made) as Interactive, displaySymbol, { value: () => ({}) });
}

function make(
  who: string,
  f: (...values: unknown[]) => unknown,
  parameters: Readonly<Record<string, unknown>>,
  given: InteractOptions | undefined,
): Interactive {
  if (!isFunction.accepts(f)) {
    throw new ValueError({
      who,
      rule: { en: 'the first argument is a function', ko: '첫 번째 인수는 함수입니다' },
      received: describe(f),
    });
  }
  if (!isPlainObject(parameters)) {
    throw new ValueError({
      who,
      rule: {
        en: 'the second argument says what each parameter can be, such as { sigma: [0, 5, 0.1] }',
        ko: '두 번째 인수는 { sigma: [0, 5, 0.1] }처럼 매개변수마다 쓸 값을 적은 객체입니다',
      },
      received: describe(parameters),
    });
  }
  const { manual } = readOptions(who, given, options);
  const names = orderedNames(who, f, Object.keys(parameters));
  const controls = names.map((name) => controlOf(who, name, parameters[name]));
  return new InteractiveWidget(f, controls, manual) as Interactive;
}

/** The names in the order of the function's parameters, where it has the same ones. */
function orderedNames(who: string, f: (...values: unknown[]) => unknown, names: readonly string[]): readonly string[] {
  const own = parametersOf(f);
  if (own && own.length === names.length && own.every((name) => names.includes(name))) return own;
  if (f.length > names.length) {
    throw new ValueError({
      who,
      rule: {
        en: 'each parameter of the function has a control',
        ko: '함수의 매개변수마다 위젯이 하나씩 있어야 합니다',
      },
      received: {
        en: `${f.length} parameters and ${names.length} controls`,
        ko: `매개변수 ${f.length}개, 위젯 ${names.length}개`,
      },
    });
  }
  return names;
}

/** The names of a function's parameters, where all are plain names. */
function parametersOf(f: (...values: unknown[]) => unknown): string[] | undefined {
  const list = /^(?:async\s+)?(?:function\b[^(]*)?\(?([\w$\s,=.]*?)(?:\)|=>)/.exec(
    Function.prototype.toString.call(f),
  )?.[1];
  const names = list?.split(',').map((each) => each.replace(/=.*$/s, '').trim()).filter((each) => each !== ''); // prettier-ignore
  return names?.every((name) => /^[\w$]+$/.test(name)) ? names : undefined;
}

function controlOf(who: string, name: string, from: unknown): Widget {
  if (from instanceof Widget) {
    from.read('value');
    return from;
  }
  const description = name;
  if (typeof from === 'boolean') return Checkbox({ value: from, description });
  if (typeof from === 'string') return Text({ value: from, description });
  if (typeof from === 'number' && Number.isFinite(from)) return aroundNumber(from, description);
  if (Array.isArray(from)) return ofList(who, name, from as readonly unknown[]);
  if (isPlainObject(from) && Object.keys(from).length > 0) return Dropdown({ options: from, description });
  throw new ValueError({
    who,
    rule: {
      en: 'a parameter is [from, to], [from, to, step], a number, a text, true or false, a list of texts, { label: value } or a widget',
      ko: '매개변수에 쓸 수 있는 것: [시작, 끝], [시작, 끝, 간격], 수, 문자열, true·false, 문자열의 리스트, { 이름: 값 }, 위젯',
    },
    received: `${name}: ${describe(from)}`,
  });
}

/** As in ipywidgets: from minus the number to three times it. */
function aroundNumber(value: number, description: string): Widget {
  const [min, max] = value === 0 ? [0, 1] : value > 0 ? [-value, 3 * value] : [3 * value, -value];
  const make = Number.isInteger(value) ? IntSlider : FloatSlider;
  return make({ value, min, max, description });
}

function ofList(who: string, name: string, list: readonly unknown[]): Widget {
  const description = name;
  const areNumbers = list.every((each) => typeof each === 'number' && Number.isFinite(each));
  if (!areNumbers || list.length > 3 || list.length < 2) {
    if (list.length > 0) return Dropdown({ options: list, description });
    throw new ValueError({
      who,
      rule: { en: 'a list has something to choose', ko: '리스트에는 고를 것이 있어야 합니다' },
      received: `${name}: []`,
    });
  }
  const [min, max, step] = list as [number, number, number?];
  if (min > max || (step !== undefined && (step <= 0 || step > max - min))) {
    throw new ValueError({
      who,
      rule: {
        en: 'a list of two or three numbers is [from, to] or [from, to, step]',
        ko: '수가 두 개나 세 개인 리스트는 [시작, 끝] 또는 [시작, 끝, 간격]입니다',
      },
      received: `${name}: ${describe(list)}`,
      hint: {
        en: `Three values to choose from are widgets.Dropdown({ options: ${describe(list)} })`,
        ko: `값 가운데 하나를 고르게 하려면 widgets.Dropdown({ options: ${describe(list)} })을 쓰세요`,
      },
    });
  }
  const isWhole = [min, max, step ?? 1].every(Number.isInteger);
  const middle = isWhole ? Math.floor((min + max) / 2) : (min + max) / 2;
  // On a step from the beginning, as the page has it.
  const size = step ?? (isWhole ? 1 : 0.1);
  const value = min + Math.floor((middle - min) / size + 1e-9) * size;
  const make = isWhole ? IntSlider : FloatSlider;
  return make({ value: Number(value.toPrecision(12)), min, max, step: size, description });
}
