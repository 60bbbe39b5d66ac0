/** @file What stands on a playground, in both languages. */

/** The words of one language. */
export interface PlaygroundWords {
  readonly data: string;
  readonly sets: Readonly<Record<'circle' | 'xor' | 'gauss' | 'spiral', string>>;
  readonly noise: string;
  readonly features: string;
  readonly hidden: string;
  readonly layer: string;
  readonly moreLayers: string;
  readonly fewerLayers: string;
  readonly moreUnits: string;
  readonly fewerUnits: string;
  readonly output: string;
  readonly play: string;
  readonly pause: string;
  readonly step: string;
  readonly reset: string;
  readonly newSeed: string;
  readonly epoch: string;
  readonly learningRate: string;
  readonly activation: string;
  readonly regularization: string;
  readonly regularizationRate: string;
  readonly batchSize: string;
  readonly loss: string;
  readonly testLoss: string;
  readonly accuracy: string;
  readonly network: string;
  readonly surface: string;
  readonly curve: string;
  readonly code: string;
  readonly lost: string;
}

const english: PlaygroundWords = {
  data: 'Points',
  sets: { circle: 'circle', xor: 'XOR', gauss: 'two heaps', spiral: 'spiral' },
  noise: 'noise',
  features: 'Features',
  hidden: 'Hidden layers',
  layer: 'layer',
  moreLayers: 'one layer more',
  fewerLayers: 'one layer less',
  moreUnits: 'one unit more',
  fewerUnits: 'one unit less',
  output: 'Output',
  play: 'Play',
  pause: 'Pause',
  step: 'One epoch',
  reset: 'Reset',
  newSeed: 'New numbers',
  epoch: 'Epoch',
  learningRate: 'learning rate',
  activation: 'activation',
  regularization: 'regularization',
  regularizationRate: 'its rate',
  batchSize: 'batch size',
  loss: 'loss',
  testLoss: 'test loss',
  accuracy: 'test points right',
  network: 'The network: what each unit says about the square, and the weights as lines, orange below 0, blue above',
  surface: 'What the network says about each place, with the points; those with a hole are kept back for the test',
  curve: 'Loss over the epochs; dashed: of the test points',
  code: 'The same network in a cell',
  lost: 'The numbers grew beyond all bounds: take a smaller learning rate and press Reset.',
};

const korean: PlaygroundWords = {
  data: '점',
  sets: { circle: '원', xor: 'XOR', gauss: '두 무리', spiral: '나선' },
  noise: '잡음',
  features: '특성',
  hidden: '은닉층',
  layer: '층',
  moreLayers: '층 하나 더하기',
  fewerLayers: '층 하나 빼기',
  moreUnits: '유닛 하나 더하기',
  fewerUnits: '유닛 하나 빼기',
  output: '출력',
  play: '재생',
  pause: '일시 정지',
  step: '에포크 하나',
  reset: '처음부터',
  newSeed: '새 난수',
  epoch: '에포크',
  learningRate: '학습률',
  activation: '활성화 함수',
  regularization: '규제',
  regularizationRate: '규제 세기',
  batchSize: '배치 크기',
  loss: '손실',
  testLoss: '시험 손실',
  accuracy: '시험 점의 정답',
  network: '신경망: 유닛마다 평면을 보는 모습, 선은 가중치(주황은 0보다 작고 파랑은 큽니다)',
  surface: '자리마다 신경망이 내는 답과 점. 속이 빈 점은 시험에 남겨 둔 것입니다',
  curve: '에포크에 따른 손실. 점선은 시험 점의 손실입니다',
  code: '같은 신경망을 셀에 쓰면',
  lost: '수가 끝없이 커졌습니다. 학습률을 줄이고 처음부터를 누르세요.',
};

/** The words of that language. */
export function playgroundWords(lang: string): PlaygroundWords {
  return lang === 'ko' ? korean : english;
}
