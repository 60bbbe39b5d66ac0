/** @file A button, and one by which files come into the notebook. */
import { anything, describe, flag, optionsOf, text, word } from '../arguments/index.ts';
import { ValueError, say } from '../errors/index.ts';
import { OwnWidget, type Control } from './control.ts';
import { escaped } from './html.ts';
import { controlRules, seen, type ControlOptions } from './seen.ts';
import { snakeCase } from './wire.ts';

/** Options of a button. */
export interface ButtonOptions extends ControlOptions {
  /**
   * The name of a Font Awesome icon, such as 'play'.
   * @ko 아이콘 이름입니다. 예: 'play'.
   */
  icon?: string;
  /**
   * '' (default), 'primary', 'success', 'info', 'warning' or 'danger'.
   * @ko 단추의 색: ''(기본값), 'primary', 'success', 'info', 'warning', 'danger'.
   */
  buttonStyle?: '' | 'primary' | 'success' | 'info' | 'warning' | 'danger';
}

/** A file that came from the reader's machine. */
export interface UploadedFile {
  /** Its name. */
  name: string;
  /** Its MIME type. */
  type: string;
  /** Its size in bytes. */
  size: number;
  /** When it was changed last. */
  lastModified: Date;
  /** Its bytes: `await image.decode(file.content)` makes a picture of them. */
  content: Uint8Array;
}

/** Options of an upload. */
export interface FileUploadOptions extends ControlOptions {
  /**
   * Which files are offered: '.png,.jpg' or 'image/*'. Default: all.
   * @ko 고를 수 있는 파일: '.png,.jpg', 'image/*'. 기본값: 모두.
   */
  accept?: string;
  /**
   * Whether several may be chosen. Default false.
   * @ko 여러 개를 고를 수 있는지 정합니다. 기본값 false.
   */
  multiple?: boolean;
  /**
   * '' (default), 'primary', 'success', 'info', 'warning' or 'danger'.
   * @ko 단추의 색: ''(기본값), 'primary', 'success', 'info', 'warning', 'danger'.
   */
  buttonStyle?: '' | 'primary' | 'success' | 'info' | 'warning' | 'danger';
  /**
   * The files that were chosen.
   * @ko 고른 파일입니다.
   */
  value?: readonly UploadedFile[];
}

const buttonStyle = word('', 'primary', 'success', 'info', 'warning', 'danger').or('');

class ButtonWidget extends OwnWidget<ButtonOptions> {
  /**
   * Calls `listener` at each click. What it prints, draws or throws appears below the button.
   * @ko 누를 때마다 `listener`를 부릅니다. 출력, 그림, 오류는 단추 아래에 나옵니다.
   */
  onClick(listener: (button: Button) => unknown): void {
    if (typeof listener !== 'function') {
      throw new ValueError({
        who: 'widgets.Button.onClick',
        rule: { en: 'the argument is a function', ko: '인수는 함수입니다' },
        received: describe(listener),
      });
    }
    this.hear(async (content) => {
      if ((content as { event?: unknown } | null)?.event === 'click')
        await this.runBeside(() => listener(this as unknown as Button));
    });
  }

  override html(): string {
    return `<div><code>[ ${escaped(String(this.read('description')))} ]</code></div>`;
  }
}

/** A button. */
export type Button = ButtonWidget & Control<ButtonOptions>;
/**
 * A button: `onClick(f)` says what it does.
 * @ko 단추입니다. `onClick(f)`로 할 일을 정합니다.
 * @example const button = widgets.Button({ description: 'Train' }); button.onClick(() => model.fit(x, y));
 */
export const Button: (options?: ButtonOptions) => Button = seen<ButtonOptions, Button>(
  {
    name: 'Button',
    style: 'ButtonStyle',
    spec: optionsOf<ButtonOptions>()({ ...controlRules, icon: text().or(''), buttonStyle }),
  },
  ButtonWidget as never,
);

/** Files from the reader's machine. */
export type FileUpload = Control<FileUploadOptions>;
/**
 * A button by which files of the reader's machine come here: `value` is a list of `{ name, type, size, lastModified, content }`.
 * @ko 내 컴퓨터의 파일을 올리는 단추입니다. value는 `{ name, type, size, lastModified, content }`의 리스트입니다.
 * @example upload.observe(async ({ new: [file] }) => plt.imshow(await image.decode(file!.content)), 'value');
 */
export const FileUpload: (options?: FileUploadOptions) => FileUpload = seen({
  name: 'FileUpload',
  style: 'ButtonStyle',
  spec: optionsOf<FileUploadOptions>()({
    ...controlRules,
    description: text(),
    accept: text().or(''),
    multiple: flag().or(false),
    buttonStyle,
    value: anything<readonly UploadedFile[]>({ en: 'a list of files', ko: '파일의 리스트' }).or([]),
  }),
  settle: (values) => ({ ...values, description: values.description ?? say({ en: 'Upload', ko: '올리기' }) }),
  // The page keeps the files itself: they are not sent back, nor stored with the notebook.
  toWire: (changed) =>
    Object.fromEntries(
      Object.entries(changed)
        .filter(([name]) => name !== 'value')
        .map(([name, value]) => [snakeCase(name), value]),
    ),
  fromWire: ({ value, ...rest }) => ({ ...rest, ...(Array.isArray(value) ? { value: value.map(fileOf) } : {}) }),
});

function fileOf(from: unknown): UploadedFile {
  const { name, type, size, last_modified: changed, content } = (from ?? {}) as Record<string, unknown>;
  return {
    name: typeof name === 'string' ? name : '',
    type: typeof type === 'string' ? type : '',
    size: typeof size === 'number' ? size : 0,
    lastModified: new Date(typeof changed === 'number' ? changed : 0),
    content: content instanceof Uint8Array ? content : new Uint8Array(0),
  };
}
