/** @file `kernelab data list|fetch|verify|mirror DIR|serve DIR`: data sets and pretrained weights for one machine or a classroom. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { KernelabError, ValueError, nearest, say, sizeText } from '../errors/index.ts';
import { dataSets } from '../datasets/index.ts';
import { weightsCatalogue } from '../keras/applications/weights/entries.ts';
import {
  bundlesOf,
  environment,
  fetchAll,
  list,
  mirror,
  servedFiles,
  verify,
  type Bundle,
  type Catalogue,
  type FileState,
} from '../store/index.ts';
import { serve } from './data-server.ts';

const everything: Catalogue = [...dataSets, ...weightsCatalogue];
const setsOf = (names: readonly string[] = []): Bundle[] => bundlesOf(everything, names);
const commands = ['list', 'fetch', 'verify', 'mirror', 'serve'];

/** Looks whether there is data of each name. @throws ValueError */
export function refuseUnknownData(names: readonly string[]): void {
  setsOf(names);
}

/**
 * Runs one subcommand; 0 when all is well, 1 when files are wrong, could not be had or (`verify`) are missing, 2 for a
 * wrong call.
 */
export async function dataCommand(args: string[]): Promise<number> {
  const [command = '', ...rest] = args;
  if (!commands.includes(command)) {
    const near = nearest(command, commands);
    return misused(command === '' ? '' : `'${command}'?${near ? ` Did you mean '${near}'?` : ''}`);
  }
  const { values, positionals: names } = parseArgs({
    args: rest,
    options: command === 'serve' ? { port: { type: 'string' }, host: { type: 'string' } } : {},
    allowPositionals: true,
  });
  if (command === 'list') return showList(await list(lookedAt(names)), names.length > 0);
  if (command === 'verify') return showVerified(await verify(lookedAt(names)), names.length > 0);
  if (command === 'fetch') return everySet(setsOf(names), fetchSet);
  const [folder, ...sets] = names;
  if (folder === undefined || (command === 'serve' && sets.length > 0))
    return misused(`${command}: ${say({ en: 'one folder is needed', ko: '폴더 하나가 필요합니다' })}`);
  return command === 'mirror' ? fillMirror(resolve(folder), sets) : serveFolder(resolve(folder), values);
}

/** Weights are looked at without being named, but only by name they count as missing. */
function lookedAt(names: readonly string[]): Bundle[] {
  return names.length > 0 ? setsOf(names) : [...everything];
}

function misused(what: string): 2 {
  process.stderr.write(`${what === '' ? '' : `kernelab data ${what}\n\n`}${usage()}`);
  return 2;
}

function usage(): string {
  const namesOf = (bundles: Catalogue): string => wrapped(bundles.map(({ name }) => name));
  const [sets, weights] = [namesOf(dataSets), namesOf(weightsCatalogue)];
  return say({
    en: `kernelab data list [SET …]         what is on this machine
kernelab data fetch [SET …]        download what is missing
kernelab data verify [SET …]       read every file again and compare checksums;
                                   exit code 1 when any is missing or wrong
kernelab data mirror DIR [SET …]   copy the data into a folder, for a stick or a server
kernelab data serve DIR [--port N] [--host ADDRESS]
                                   let others fetch from that folder: this machine only,
                                   or whoever reaches ADDRESS (0.0.0.0: every network)

SET: all data sets, unless some names are given: data sets, weights, or one of their files
Data sets:
${sets}
Pretrained weights (large: fetched when a network asks for them, or by name):
${weights}
KERNELAB_DATA       a folder or address that is asked before the internet
KERNELAB_CACHE      the folder for downloads
KERNELAB_OFFLINE=1  never try the internet
`,
    ko: `kernelab data list [SET …]         이 컴퓨터에 있는 자료 보기
kernelab data fetch [SET …]        없는 파일 내려받기
kernelab data verify [SET …]       모든 파일을 다시 읽어 체크섬 비교
                                   (없거나 잘못된 파일이 있으면 종료 코드 1)
kernelab data mirror DIR [SET …]   USB나 서버에 둘 폴더로 자료 복사
kernelab data serve DIR [--port N] [--host ADDRESS]
                                   그 폴더의 자료를 받아 가게 하기: 이 컴퓨터만,
                                   또는 ADDRESS에 접속할 수 있는 사람(0.0.0.0: 모든 네트워크)

SET: 데이터셋이나 가중치의 이름, 또는 그중 파일 하나 (쓰지 않으면 모든 데이터셋)
데이터셋:
${sets}
학습된 가중치 (크므로 모델이 필요로 할 때나 이름을 적을 때만 받습니다):
${weights}
KERNELAB_DATA       인터넷보다 먼저 찾아볼 폴더나 주소
KERNELAB_CACHE      내려받은 파일을 두는 폴더
KERNELAB_OFFLINE=1  인터넷을 쓰지 않음
`,
  });
}

/** Words in lines of at most 80 characters. */
function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const [i, word] of words.entries()) {
    const text = `${word}${i < words.length - 1 ? ', ' : ''}`;
    if (lines.at(-1)!.length + text.length > 78) lines.push('');
    lines[lines.length - 1] += text;
  }
  return lines.map((line) => `  ${line.trimEnd()}`).join('\n');
}

/** One line per set; with `inFull` the licence and one line per file. */
function showList(states: readonly FileState[], inFull: boolean): number {
  places();
  const width = Math.max(...everything.map(({ name }) => name.length));
  let heading = inFull;
  for (const [set, files] of bySet(states)) {
    if (set.onlyByName && !heading) {
      print(
        `\n${say({ en: 'Pretrained weights, fetched when a network asks for them or by name:', ko: '학습된 가중치 (모델이 필요로 할 때나 이름을 적을 때 받습니다):' })}`,
      );
      heading = true;
    }
    const here = files.filter(({ state }) => state === 'right');
    const count = `${here.length} / ${files.length}`.padStart(8);
    print(`${count}  ${bytes(files).padStart(8)}  ${set.name.padEnd(width)}  ${say(set.title)}`);
    if (inFull) print(`          ${say({ en: 'licence', ko: '라이선스' })}: ${say(set.licence)}`);
    const words = stateWords('list');
    for (const { file, state, path, substitute } of files) {
      if (inFull || state === 'wrong')
        print(
          `          ${words[state]}  ${file.file} (${sizeText(file.size)})${inFull && path ? `  ${path}` : ''}${inPlace(substitute)}`,
        );
    }
  }
  const [right, missing, wrong] = counted(states.filter((each) => countsAs(each, inFull)));
  print(
    `\n${say({
      en: `${right.length} files here, ${missing.length} missing${missing.length > 0 ? ` (${bytes(missing)})` : ''}, ${wrong.length} wrong.`,
      ko: `있는 파일 ${right.length}개, 없는 파일 ${missing.length}개${missing.length > 0 ? ` (${bytes(missing)})` : ''}, 잘못된 파일 ${wrong.length}개.`,
    })}`,
  );
  if (missing.length + wrong.length > 0) print(howToFetch());
  return wrong.length > 0 ? 1 : 0; // what is missing is fetched when a lab asks for it
}

/** What is there in the place of a file. */
function inPlace(substitute: FileState['substitute']): string {
  if (!substitute) return '';
  const { name, file } = substitute;
  return say({ en: `  (in its place: ${name ?? file})`, ko: `  (대신: ${name ?? file})` });
}

/** Whether a file counts: weights that nobody named are not missing. */
function countsAs({ set, state }: FileState, named: boolean): boolean {
  return named || !set.onlyByName || state !== 'missing';
}

function showVerified(all: readonly FileState[], named: boolean): number {
  places();
  const states = all.filter((each) => countsAs(each, named));
  const words = stateWords('verify');
  for (const [set, files] of bySet(states)) {
    const right = files.filter(({ state }) => state === 'right').length;
    print(`${`${right} / ${files.length}`.padStart(8)}  ${set.name}`);
    for (const { file, state } of files) if (state === 'wrong') print(`          ${words.wrong}  ${file.file}`);
  }
  const [right, missing, wrong] = counted(states);
  print(
    `\n${say({
      en: `${right.length} files are right, ${missing.length} missing, ${wrong.length} wrong${wrong.length > 0 ? ' and removed' : ''}.`,
      ko: `맞는 파일 ${right.length}개, 없는 파일 ${missing.length}개, 잘못된 파일 ${wrong.length}개${wrong.length > 0 ? '(지웠습니다)' : ''}.`,
    })}`,
  );
  if (missing.length + wrong.length === 0) return 0;
  print(howToFetch());
  return 1; // a lecturer asks whether the classroom can start
}

async function fetchSet(set: Bundle): Promise<void> {
  let [downloaded, inPlace] = [0, 0];
  await fetchAll([set], {}, (file, { origin }) => {
    if (origin === 'mirror') inPlace++;
    if (origin !== 'download') return;
    downloaded++;
    print(`  ${say({ en: 'downloaded', ko: '내려받음' })}  ${file.file} (${sizeText(file.size)})`);
  });
  complete(set, say({ en: `${downloaded} downloaded now`, ko: `지금 ${downloaded}개 내려받음` }));
  const { mirror: folder } = environment();
  if (inPlace > 0 && folder) {
    print(
      `  ${say({
        en: `${inPlace} used in place from ${folder}; \`npx kernelab data mirror DIR\` copies`,
        ko: `${inPlace}개는 ${folder} 에 있는 것을 그대로 씁니다. 복사는 \`npx kernelab data mirror DIR\``,
      })}`,
    );
  }
}

async function fillMirror(folder: string, names: readonly string[]): Promise<number> {
  let sets = 0;
  const code = await everySet(setsOf(names), async (set) => {
    print(`  ${say({ en: 'licence', ko: '라이선스' })}: ${say(set.licence)}`);
    const copied = await mirror(folder, [set]);
    complete(set, say({ en: `${copied} copied now`, ko: `지금 ${copied}개 복사함` }));
    sets++;
  });
  if (sets > 0) {
    print(
      say({
        en: `\nUse it with KERNELAB_DATA=${folder}\nor serve it:  npx kernelab data serve ${folder} --host 0.0.0.0`,
        ko: `\n이렇게 쓰세요:     KERNELAB_DATA=${folder}\n나누어 주려면:     npx kernelab data serve ${folder} --host 0.0.0.0`,
      }),
    );
  }
  return code;
}

async function serveFolder(folder: string, { port = '8484', host }: { port?: string; host?: string }): Promise<number> {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number > 65535) {
    throw new ValueError({
      who: 'kernelab data serve',
      rule: { en: '--port takes a number from 0 to 65535', ko: '--port에는 0부터 65535까지의 수를 씁니다' },
      received: port,
    });
  }
  const there = servedFiles(everything, folder).length;
  if (there === 0) {
    throw new ValueError({
      who: 'kernelab data serve',
      rule: { en: 'the folder must hold data sets or weights', ko: '폴더에 데이터셋이나 가중치가 있어야 합니다' },
      received: `'${folder}'`,
      hint: {
        en: `Make one with: npx kernelab data mirror ${folder}`,
        ko: `이렇게 만듭니다: npx kernelab data mirror ${folder}`,
      },
    });
  }
  const server = await serve(everything, folder, number, host);
  const lines = server.addresses.map((address) => `  KERNELAB_DATA=${address}\n`).join('');
  const reach = server.open
    ? {
        en: `Whoever reaches this machine over the network (${host}) can fetch these files, without a password; nothing else is given out. On the students' machines, whichever works:`,
        ko: `네트워크로 이 컴퓨터(${host})에 접속할 수 있는 사람은 누구나 비밀번호 없이 이 파일들을 받을 수 있습니다. 다른 파일은 내주지 않습니다. 학생 컴퓨터에서 되는 것을 쓰세요.`,
      }
    : {
        en: 'Only this machine can fetch them. For a classroom, name the address to listen on: --host 0.0.0.0 means every network of this machine.',
        ko: '이 컴퓨터에서만 받을 수 있습니다. 강의실에서 쓰려면 받을 주소를 적으세요. --host 0.0.0.0 은 이 컴퓨터의 모든 네트워크를 뜻합니다.',
      };
  print(
    say({
      en: `Serving ${there} files of ${folder}. ${reach.en}\n${lines}Ctrl-C stops.`,
      ko: `${folder} 폴더의 파일 ${there}개를 나누는 중입니다. ${reach.ko}\n${lines}Ctrl-C를 누르면 멈춥니다.`,
    }),
  );
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await server.close();
  return 0;
}

/** Goes on with the next set when one cannot be had, and says why; 1 when any could not. */
async function everySet(sets: readonly Bundle[], work: (set: Bundle) => Promise<void>): Promise<number> {
  const failed: string[] = [];
  for (const set of sets) {
    print(`${set.name}: ${say(set.title)}`);
    try {
      await work(set);
    } catch (error) {
      if (!(error instanceof KernelabError)) throw error;
      failed.push(set.name);
      process.stderr.write(`  ${error.message}\n`);
    }
  }
  if (failed.length === 0) return 0;
  process.stderr.write(
    `\n${say({
      en: `Not complete: ${failed.join(', ')}. What came is kept; the same command goes on from there.`,
      ko: `다 받지 못한 자료: ${failed.join(', ')}. 받은 것은 남아 있으니 같은 명령을 다시 실행하면 이어서 받습니다.`,
    })}\n`,
  );
  return 1;
}

function complete(set: Bundle, now: string): void {
  const size = sizeText(set.files.reduce((sum, file) => sum + file.size, 0));
  print(
    `  ${say({ en: `complete: ${set.files.length} files, ${size}`, ko: `모두 있음: 파일 ${set.files.length}개, ${size}` })} (${now})`,
  );
}

function places(): void {
  const { cache, mirror: asked } = environment();
  print(`KERNELAB_CACHE  ${cache}`);
  if (asked) print(`KERNELAB_DATA   ${asked}`);
  print('');
}

function howToFetch(): string {
  return say({
    en: '`npx kernelab data fetch` downloads what is missing.',
    ko: '없는 파일은 `npx kernelab data fetch`로 받을 수 있습니다.',
  });
}

function stateWords(command: 'list' | 'verify'): Record<FileState['state'], string> {
  return {
    right: say({ en: 'here   ', ko: '있음  ' }),
    missing: say({ en: 'missing', ko: '없음  ' }),
    wrong:
      command === 'verify' ? say({ en: 'WRONG, removed', ko: '잘못됨, 지움' }) : say({ en: 'WRONG  ', ko: '잘못됨' }),
  };
}

function bySet(states: readonly FileState[]): Map<Bundle, FileState[]> {
  return Map.groupBy(states, ({ set }) => set);
}

function counted(states: readonly FileState[]): [right: FileState[], missing: FileState[], wrong: FileState[]] {
  const of = (wanted: FileState['state']): FileState[] => states.filter(({ state }) => state === wanted);
  return [of('right'), of('missing'), of('wrong')];
}

function bytes(states: readonly FileState[]): string {
  return sizeText(states.reduce((sum, { file }) => sum + file.size, 0));
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
