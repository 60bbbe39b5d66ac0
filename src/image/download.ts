/** @file Pictures from addresses (http:, https:, data:), never more of them than allowed. */
import { stopSignal } from '../display/index.ts';
import { NetworkError, type Translated } from '../errors/index.ts';
import { machine } from '../platform/index.ts';

/** What an address may send unless the caller allows more: as much as the largest photographs, 100 MiB. */
export const defaultMaxBytes = 100 * 2 ** 20;

/** The bytes at an address. @throws NetworkError when it cannot be had or sends more than `maxBytes` */
export async function download(url: string, maxBytes: number, who: string): Promise<Uint8Array> {
  const shown = url.length > 100 ? `${url.slice(0, 100)}…` : url;
  const signal = stopSignal();
  let response: Response;
  let bytes: Uint8Array | undefined;
  try {
    response = await machine.network.fetch(url, { signal });
    if (response.ok) bytes = await readAtMost(response, maxBytes);
  } catch (cause) {
    if (signal.aborted) throw cause;
    throw new NetworkError({
      who,
      rule: { en: 'the picture must be reachable', ko: '그림의 주소에 접속할 수 있어야 합니다' },
      received: `${shown}: ${reason(cause)}`,
      ...hintFor(cause),
      cause,
    });
  }
  if (!response.ok) {
    throw new NetworkError({
      who,
      rule: { en: 'the server must hand out the picture', ko: '서버가 그림을 내주어야 합니다' },
      received: {
        en: `${response.status} ${response.statusText} for ${shown}`,
        ko: `${shown}에 대한 응답 ${response.status} ${response.statusText}`,
      },
      ...(response.status === 401 || response.status === 403
        ? {
            hint: {
              en: 'The site gives it to visitors only: save the picture in the browser and read the file',
              ko: '방문자에게만 보여 주는 사이트입니다. 브라우저에서 그림을 저장한 뒤 그 파일을 읽으세요',
            },
          }
        : {}),
    });
  }
  if (bytes) return bytes;
  throw new NetworkError({
    who,
    rule: {
      en: `at most ${maxBytes.toLocaleString('en-US')} bytes are fetched from an address`,
      ko: `주소에서는 최대 ${maxBytes.toLocaleString('en-US')}바이트까지 받습니다`,
    },
    received: { en: `more from ${shown}`, ko: `${shown}에서 그보다 많이 옴` },
    hint: {
      en: 'If you trust the address, raise the limit with the option maxBytes',
      ko: '믿을 수 있는 주소라면 maxBytes 옵션으로 한도를 늘리세요',
    },
  });
}

/** The whole body, or undefined (and the connection closed) as soon as it is longer than `limit`. */
async function readAtMost(response: Response, limit: number): Promise<Uint8Array | undefined> {
  const { body, headers } = response;
  if (body === null) return new Uint8Array();
  if (Number(headers.get('content-length')) > limit) {
    await body.cancel();
    return undefined;
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the download.
  for await (const piece of body) {
    length += piece.length;
    if (length > limit) return undefined;
    pieces.push(piece);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

function reason(cause: unknown): string {
  const { message, cause: deeper } = cause as Error;
  return deeper instanceof Error ? `${message} (${deeper.message})` : message;
}

function hintFor(cause: unknown): { hint?: Translated } {
  const { code } = ((cause as Error).cause ?? {}) as { code?: string };
  if (code !== 'ENOTFOUND' && code !== 'EAI_AGAIN') return {};
  return {
    hint: {
      en: 'No server of that name was found: look at the spelling and at the network',
      ko: '그런 이름의 서버를 찾지 못했습니다. 주소의 철자와 인터넷 연결을 확인하세요',
    },
  };
}
