/** @file From the files of a data set, or from the project's own stand-in for them, to what a loader returns. */
import { NetworkError, say } from '../errors/index.ts';
import { showNotice } from '../display/index.ts';
import { environment, obtain, type Entry, type Origin } from '../store/index.ts';
import type { LoadOptions } from './options.ts';
import type { DataSet } from './set.ts';

/** Where the data came from: `'stand-in'` means drawn by kernelab because the real data could not be had. */
export type Source = Origin | 'stand-in';

export interface Provenance {
  readonly source: Source;
  /** What the student should know about these data; undefined for the real ones. */
  readonly notice: string | undefined;
}

/** Checked paths of all files, or undefined (with the reason) when stand-ins must do. */
export async function provide(
  files: readonly Entry[],
  { label, standIn: { label: drawn } }: Pick<DataSet, 'label' | 'standIn'>,
  options: LoadOptions = {},
): Promise<{ paths: string[] | undefined } & Provenance> {
  try {
    const paths: string[] = [];
    let source: Origin = 'mirror';
    for (const file of files) {
      const { path, origin } = await obtain(file, { ...options, who: 'datasets' });
      paths.push(path);
      if (origin === 'download' || source === 'mirror') source = origin;
    }
    return { paths, source, notice: undefined };
  } catch (error) {
    if (!(error instanceof NetworkError)) throw error;
    const mirror = options.mirror ?? environment().mirror;
    const remedy = mirror
      ? {
          en: `KERNELAB_DATA is '${mirror}', where the files are not; on the lecturer's machine \`npx kernelab data verify\` says what is missing.`,
          ko: `KERNELAB_DATA의 값은 '${mirror}'인데 거기에 파일이 없습니다. 강의자 컴퓨터에서 \`npx kernelab data verify\`로 빠진 것을 확인하세요.`,
        }
      : {
          en: 'With a network, or KERNELAB_DATA naming a copy, the real data are used.',
          ko: '네트워크에 연결하거나 KERNELAB_DATA로 사본의 위치를 알려 주면 실제 데이터를 씁니다.',
        };
    const why =
      (options.offline ?? environment().offline)
        ? { en: 'KERNELAB_OFFLINE is set', ko: 'KERNELAB_OFFLINE이 켜져 있음' }
        : { en: 'the download failed', ko: '내려받기 실패' };
    const notice = say({
      en: `${label.en} could not be fetched (${why.en}). Instead you get ${drawn.en}, drawn by kernelab: good for trying the lab out, not for its results. ${remedy.en}`,
      ko: `${label.ko}: 데이터를 가져오지 못했습니다(${why.ko}). 대신 kernelab이 직접 그린 자료(${drawn.ko})를 씁니다. 실습 연습용이며 결과는 실제 데이터와 다릅니다. ${remedy.ko}`,
    });
    showNotice(notice);
    return { paths: undefined, source: 'stand-in', notice };
  }
}
