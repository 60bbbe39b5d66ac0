/** @file How a kind of widgets becomes a call: `control(kind)` is the function that makes one, with typed properties. */
import { refuseSurplus } from '../arguments/index.ts';
import { Widget, type Kind, type Listener } from './model.ts';

/** What each widget has, typed by its options. */
export interface Properties<O extends object> {
  /**
   * Calls `listener` with `{ name, old, new, owner }` whenever a property changes, on the page or in a cell. Its prints, figures
   * and errors appear below the widget.
   * @ko 속성이 바뀔 때마다 `listener`를 부릅니다. 출력, 그림, 오류는 위젯 아래에 나옵니다.
   * @param names which properties (default: all)
   * @koParam names 지켜볼 속성(기본값: 모두)
   * @example slider.observe(({ new: sigma }) => console.log(sigma), 'value');
   */
  observe<K extends keyof O & string>(listener: Listener<Required<O>[K]>, names?: K | readonly K[]): void;
  /**
   * Ends what `observe` with the same function began.
   * @ko 같은 함수로 `observe`한 것을 그만둡니다.
   */
  unobserve<K extends keyof O & string>(listener: Listener<Required<O>[K]>): void;
  /**
   * Sets several properties in one message. Raises ValueError for a value that the widget does not take.
   * @ko 속성 여러 개를 한 번에 바꿉니다.
   */
  set(changes: Partial<O>): void;
}

/** A widget with its options as properties that can be read and set. */
export type Control<O extends object> = Widget &
  Properties<O> & { -readonly [K in keyof O]-?: Exclude<O[K], undefined> };

/** A widget whose properties are its options. */
export class OwnWidget<O extends object> extends Widget {
  constructor(kind: Kind<O>, given: object | undefined) {
    super(kind as Kind<never>, given);
    const made = Object.getPrototypeOf(this) as object;
    for (const name of kind.spec.names) {
      if (name in made) continue;
      Object.defineProperty(made, name, {
        configurable: true,
        enumerable: true,
        get(this: Widget) {
          return this.read(name);
        },
        set(this: Widget, value: unknown) {
          this.write({ [name]: value });
        },
      });
    }
  }

  observe(listener: Listener<never>, names?: string | readonly string[]): void {
    this.watch(listener as Listener, names, false);
  }

  unobserve(listener: Listener<never>): void {
    this.unwatch(listener as Listener);
  }

  set(changes: object): void {
    this.write(changes as Record<string, unknown>);
  }
}

/** The call that makes widgets of a kind. */
export function control<O extends object>(kind: Kind<O>): (options?: O) => Control<O> {
  class Made extends OwnWidget<O> {}
  return controlOf(kind, Made) as never;
}

/** The same for a class with methods of its own. */
export function controlOf<O extends object, W extends Widget>(
  kind: Kind<O>,
  Made: new (kind: Kind<O>, options?: object) => W,
): (options?: O) => W & Properties<O> {
  const make = function (options?: O): Widget {
    if (arguments.length > 1) refuseSurplus(`widgets.${kind.name}`, arguments, 1);
    return new Made(kind, options);
  };
  return Object.defineProperty(make, 'name', { value: kind.name }) as never;
}
