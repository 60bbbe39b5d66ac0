/** @file From the samples of a picture to the bytes a file holds. Nothing is wrapped round or cut off in silence. */
import { ValueError, say, shapeText, type Translated } from '../../errors/index.ts';
import { roundHalfEven, type Pixels } from '../pixels.ts';

/** Refuses a picture whose number of channels the format ("a JPEG") has no place for. */
export function checkChannels(pixels: Pixels, format: string, allowed: readonly number[], who: string): void {
  const { height, width, channels } = pixels;
  if (allowed.includes(channels)) return;
  const turned = (height === 1 || height === 3) && channels > 4;
  throw new ValueError({
    who,
    rule: {
      en: `${format} has ${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)} channels`,
      ko: `${format}의 채널은 ${allowed.slice(0, -1).join(', ')}개 또는 ${allowed.at(-1)}개입니다`,
    },
    received: {
      en: `shape ${shapeText([height, width, channels])}`,
      ko: `모양 ${shapeText([height, width, channels])}`,
    },
    ...(turned
      ? {
          hint: {
            en: 'Channels come last here: x.transpose(1, 2, 0)',
            ko: '여기서는 채널이 맨 뒤입니다: x.transpose(1, 2, 0)',
          },
        }
      : channels === 2 || channels === 4
        ? {
            hint: {
              en: 'It cannot store transparency: save as PNG, or drop the last channel first',
              ko: '투명도를 담지 못합니다. PNG로 저장하거나 마지막 채널을 먼저 빼세요',
            },
          }
        : {}),
  });
}

/**
 * uint8 as it is, bool as 0 and 255, floats in 0..1 times 255 (as `skimage.io.imsave`).
 * @throws ValueError for other types, and for floats outside 0..1
 */
export function byteSamples({ data, dtype }: Pixels, who: string): Uint8Array {
  if (dtype === 'uint8') return data as Uint8Array;
  if (dtype === 'bool') return Uint8Array.from(data, (v) => (v ? 255 : 0));
  let [low, high] = [Infinity, -Infinity];
  let nan = false;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v < low) low = v;
    if (v > high) high = v;
    nan ||= Number.isNaN(v);
  }
  const range = say(
    nan
      ? { en: 'NaN among the values', ko: '값 가운데 NaN' }
      : { en: `values from ${short(low)} to ${short(high)}`, ko: `${short(low)}부터 ${short(high)}까지의 값` },
  );
  if (dtype !== 'float32' && dtype !== 'float64') {
    throw new ValueError({
      who,
      rule: {
        en: 'picture files hold whole numbers 0..255 (uint8)',
        ko: '그림 파일에는 0부터 255까지의 정수(uint8)가 들어갑니다',
      },
      received: `${dtype}, ${range}`,
      hint:
        dtype === 'uint16'
          ? {
              en: 'Use image.imgAsUbyte(x) first, or save as PNG, which holds uint16 too',
              ko: '먼저 image.imgAsUbyte(x)로 바꾸거나 uint16도 담는 PNG로 저장하세요',
            }
          : asBytes(low >= 0 && high <= 255 ? 'x.astype("uint8")' : 'x.clip(0, 255).astype("uint8")'),
    });
  }
  if (nan || low < 0 || high > 1) {
    throw new ValueError({
      who,
      rule: { en: 'float pictures are saved from values in 0..1', ko: '실수 그림은 0부터 1까지의 값으로 저장합니다' },
      received: `${dtype}, ${range}`,
      hint: nan
        ? { en: 'np.nanToNum(x) puts 0 in their place', ko: 'np.nanToNum(x)는 그 자리에 0을 넣습니다' }
        : high > 2
          ? asBytes('x.round().clip(0, 255).astype("uint8")')
          : { en: 'Cut them off with x.clip(0, 1)', ko: 'x.clip(0, 1)로 범위를 맞추세요' },
    });
  }
  return Uint8Array.from(data, (v) => roundHalfEven(v * 255));
}

function asBytes(code: string): Translated {
  return { en: `For values 0..255: ${code}`, ko: `값이 0..255라면: ${code}` };
}

function short(v: number): string {
  return String(Number(v.toPrecision(4)));
}
