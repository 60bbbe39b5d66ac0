/** @file docs/applications.md names every network, namespace and option: a new one without a word there fails here. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { keras } from '../../src/keras/index.ts';

const doc = readFileSync(new URL('../../docs/applications.md', import.meta.url), 'utf8');
const { applications } = keras;
const refusal = (f: () => unknown): string => {
  try {
    f();
  } catch (error) {
    return String(error);
  }
  return '';
};

it('networks and namespaces', () => {
  for (const [name, value] of Object.entries(applications)) {
    if (name === 'imagenetUtils') continue;
    // 'ResNet50', `101`: the rest of a family stands behind its first
    const ends = [name, name.replace(/^(ResNet|DenseNet)/, ''), name.replace(/^MobileNetV3/, '')];
    expect(
      ends.some((end) => doc.includes(`\`${end}\``)),
      name,
    ).toBe(true);
    if (typeof value !== 'function') {
      expect(Object.keys(value)).toEqual(expect.arrayContaining(['preprocessInput', 'decodePredictions']));
    }
  }
});

it('options of networks', () => {
  for (const [name, value] of Object.entries(applications)) {
    if (typeof value !== 'function' || name === 'backbone') continue;
    const text = refusal(() => (value as (options: object) => unknown)({ noSuchOptionAtAll: 1 }));
    const options = /The options are (.*)\.$/.exec(text)?.[1]?.split(', ') ?? [];
    expect(options.length, name).toBeGreaterThan(7);
    for (const option of options) expect(doc, `${name}.${option}`).toContain(`\`${option}\``);
  }
});

it('teaching calls and their options', () => {
  const { utils, metrics } = keras;
  const model = applications.LeNet5();
  const wrong = { noSuchOptionAtAll: 1 } as never;
  const x = [[[[0]]]] as never;
  const calls = {
    plotModel: () => utils.plotModel(model, wrong),
    architectureTable: () => utils.architectureTable(model, wrong),
    modelFromPattern: () => utils.modelFromPattern('FC', wrong),
    timePerLayer: () => utils.timePerLayer(model, x, wrong),
    featureMaps: () => utils.featureMaps(model, x, wrong),
    gradCam: () => utils.gradCam(model, x, wrong),
    confusionMatrix: () => metrics.confusionMatrix([0], [0], wrong),
  };
  for (const [name, call] of Object.entries(calls)) {
    const text = refusal(call);
    const options = /(?:The options are|its only option is) '?(.*?)'?\.$/.exec(text)?.[1]?.split(', ') ?? [];
    expect(text, name).toContain('noSuchOptionAtAll');
    expect(doc).toContain(`${name}(`);
    for (const option of options) expect(doc, `${name}.${option}`).toContain(option);
  }
});
