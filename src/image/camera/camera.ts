/** @file `image.camera(folder, { labels })`: takes pictures with the reader's camera and stores them, a folder per label. */
import { checkCall, integer, list, optionsOf, readOptions, text } from '../../arguments/index.ts';
import { displaySymbol, type Displayable, type MimeBundle } from '../../display/index.ts';
import { ValueError, say } from '../../errors/index.ts';
import { machine, makeFolders, setting } from '../../platform/index.ts';
import { cameraPage } from './page.ts';

export interface CameraOptions {
  /**
   * Names of sub-folders, one per class: each gets a button. Default none: pictures go into the folder itself.
   * @ko 클래스마다 하나씩인 하위 폴더의 이름입니다. 이름마다 단추가 생깁니다. 기본값은 없음이고, 그때는 그림을 폴더에 바로 저장합니다.
   */
  labels?: readonly string[];
  /**
   * Side of the square pictures in pixels. Default 224.
   * @ko 정사각형 그림의 한 변입니다(픽셀). 기본값 224.
   */
  size?: number;
}

const cameraOptions = optionsOf<CameraOptions>()({
  labels: list(text()),
  size: integer({ from: 8, to: 4096 }).or(224),
});

const who = 'image.camera';

/** A panel with the picture of the camera and buttons to take some; shown when it is the last value of a cell. */
export class CameraPanel implements Displayable {
  /** The folder that pictures are stored in, as it was given. */
  readonly folder: string;
  /** Names of its sub-folders that have a button. */
  readonly labels: readonly string[];
  /** Side of the square pictures in pixels. */
  readonly size: number;

  constructor(folder: string, labels: readonly string[], size: number) {
    this.folder = folder;
    this.labels = labels;
    this.size = size;
  }

  /** What it is, in a line. */
  toString(): string {
    return say({
      en: `A camera for '${this.folder}': it opens in JupyterLab. Pictures may also be put into the folder by hand.`,
      ko: `'${this.folder}'에 저장하는 카메라입니다. JupyterLab에서 열립니다. 그림을 폴더에 직접 넣어도 됩니다.`,
    });
  }

  [displaySymbol](): MimeBundle {
    const folder = homeShort(machine.paths.resolve(this.folder));
    const id = `kernelab-camera-${crypto.randomUUID()}`;
    const html = cameraPage({ folder, labels: this.labels, size: this.size, id });
    return { 'text/plain': this.toString(), 'text/html': html };
  }
}

/**
 * Shows the reader's camera under the cell, with a button per label; a press stores a square JPEG in `folder/label`. The folders are
 * made. Stored through JupyterLab's file service, hence below the folder that JupyterLab was started in; elsewhere the browser
 * downloads the picture and the panel says where it belongs. The camera is asked for when "start" is pressed, not before.
 *
 * @throws ValueError for a label that is no plain folder name, FileError where a folder cannot be made
 * @ko 카메라를 켜고, 찍은 그림을 클래스마다의 폴더에 저장합니다.
 * @example image.camera('my-pictures', { labels: ['cup', 'pen'] })
 */
export function camera(folder: string, options?: CameraOptions): CameraPanel {
  checkCall(who, arguments, 2, cameraOptions);
  const { labels = [], size } = readOptions(who, options, cameraOptions);
  if (typeof folder !== 'string' || folder === '') {
    throw new ValueError({
      who,
      rule: { en: 'takes the path of a folder', ko: '폴더의 경로를 받습니다' },
      received: typeof folder === 'string' ? { en: 'an empty text', ko: '빈 문자열' } : typeof folder,
    });
  }
  const strange = labels.find((label) => label.trim() === '' || label.startsWith('.') || /[/\\:*?"<>|]/.test(label));
  const double = labels.find((label, i) => labels.indexOf(label) !== i);
  if (strange !== undefined || double !== undefined) {
    throw new ValueError({
      who,
      rule: {
        en: 'labels are the names of folders, each another one, without / \\ : * ? " < > | and no dot in front',
        ko: 'labels는 서로 다른 폴더 이름이며 / \\ : * ? " < > |를 쓸 수 없고 점으로 시작할 수 없습니다',
      },
      received: `'${strange ?? double}'`,
    });
  }
  for (const place of labels.length > 0 ? labels.map((label) => machine.paths.join(folder, label)) : [folder])
    makeFolders(place, who);
  return new CameraPanel(folder, labels, size);
}

/** A path as JupyterLab writes it: `/` between folders, ~ for the home folder. */
function homeShort(path: string): string {
  const plain = path.replaceAll('\\', '/');
  const home = (setting('HOME') ?? setting('USERPROFILE'))?.replaceAll('\\', '/');
  return home !== undefined && plain.startsWith(`${home}/`) ? `~${plain.slice(home.length)}` : plain;
}
