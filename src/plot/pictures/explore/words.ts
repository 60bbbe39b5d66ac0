/** @file The words of an explorer, in the reader's language. */
import { say, type Translated } from '../../../errors/index.ts';

const table = {
  lang: { en: 'en', ko: 'ko' },
  keys: {
    en: 'Click a map; move over its result with the mouse or the arrow keys.',
    ko: '맵을 클릭한 뒤 결과 위에서 마우스나 화살표 키로 움직이세요.',
  },
  picture: { en: 'picture', ko: '그림' },
  of: { en: '{a} ({b} in all)', ko: '{a} (모두 {b}장)' },
  before: { en: 'Picture before', ko: '앞 그림' },
  next: { en: 'Next picture', ko: '다음 그림' },
  fewer: { en: 'Earlier maps', ko: '앞의 맵' },
  more: { en: '+{n} more', ko: '+{n}개 더' },
  map: { en: 'map', ko: '맵' },
  layers: { en: 'The layers', ko: '층' },
  result: { en: 'Result', ko: '결과' },
  window: { en: 'Cells', ko: '칸' },
  kernel: { en: 'Weights', ko: '가중치' },
  row: { en: 'row', ko: '행' },
  column: { en: 'column', ko: '열' },
  value: { en: 'Value', ko: '값' },
  parameters: { en: '{n} parameters', ko: '매개변수 {n}개' },
  pixel: { en: 'A pixel of the picture', ko: '그림의 픽셀' },
  ownArithmetic: {
    en: "This layer's own arithmetic: it is not written out here.",
    ko: '이 층만의 계산이라 여기에 풀어 쓰지 않습니다.',
  },
  ownCurve: { en: "the layer's own function", ko: '층이 정한 함수' },
  needsKernel: {
    en: 'This needs the kernel: run the cell again.',
    ko: '커널이 필요합니다. 셀을 다시 실행하세요.',
  },
  offline: {
    en: 'Computed in this page, without a kernel.',
    ko: '커널 없이 이 페이지에서 계산합니다.',
  },
  partly: {
    en: 'Without the kernel: the first maps of one picture. The page does not compute this network: it is too large, or has layers with arithmetic of their own.',
    ko: '커널 없이 그림 한 장의 첫 맵들만 보입니다. 네트워크가 크거나 자기만의 계산을 하는 층이 있어 페이지에서 계산하지 않습니다.',
  },
  live: {
    en: "Computed by the kernel, with the model's weights of now.",
    ko: '커널이 모델의 지금 가중치로 계산합니다.',
  },
  again: { en: 'Compute again', ko: '다시 계산' },
  unchanged: {
    en: 'The value itself (the layer does something in training only, or nothing)',
    ko: '값 그대로(학습할 때만 하는 일이 있거나 하는 일이 없는 층)',
  },
  padding: { en: 'Padding', ko: '패딩' },
  max: { en: 'max', ko: '최댓값' },
  min: { en: 'min', ko: '최솟값' },
  mean: { en: 'mean', ko: '평균' },
  variance: { en: 'variance', ko: '분산' },
  l2: { en: '√ of the sum of squares', ko: '제곱합의 제곱근' },
  rms: { en: '√(mean of squares + ε)', ko: '√(제곱의 평균 + ε)' },
  neighbours: { en: 'over the neighbouring channels', ko: '이웃한 채널에서' },
  tableRow: { en: 'Row {n} of the table', ko: '표의 {n}번째 행' },
  bias: { en: 'bias', ko: '편향' },
  others: { en: 'the other {n}', ko: '나머지 {n}개' },
  sumOfAll: { en: 'sum over {n} classes', ko: '{n}개 클래스의 합' },
  sampled: { en: 'every {n}th cell is shown', ko: '{n}칸마다 하나씩 보입니다' },
  broken: { en: '{n} values are NaN or infinite (magenta)', ko: '값 {n}개가 NaN이거나 무한대입니다(자홍색)' },
  draw: { en: 'Draw', ko: '그리기' },
  drawKeys: {
    en: 'Drag to draw. Keys: arrows move, space draws, + and − change a pixel.',
    ko: '끌어서 그리세요. 키: 화살표로 움직이고, 스페이스로 그리고, +와 −로 픽셀을 바꿉니다.',
  },
  brush: { en: 'Brush', ko: '붓' },
  thick: { en: 'Thickness', ko: '굵기' },
  empty: { en: 'Clear', ko: '모두 지우기' },
  back: { en: 'Back to the picture', ko: '원래 그림으로' },
  edited: { en: 'edited', ko: '고친 그림' },
  original: { en: 'The line marks the value for the unedited picture.', ko: '세로선은 고치지 않은 그림의 값입니다.' },
  best: { en: 'The {n} largest of {m}', ko: '{m}개 가운데 큰 {n}개' },
} as const satisfies Readonly<Record<string, Translated>>;

/** What stands on the page. */
export type Words = Readonly<Record<keyof typeof table, string>>;

/** The words in the reader's language. */
export function wordsOf(): Words {
  return Object.fromEntries(Object.entries(table).map(([name, text]) => [name, say(text)])) as Words;
}
