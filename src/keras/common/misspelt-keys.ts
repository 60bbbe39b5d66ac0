/**
 * @file Names of the values of a training that are asked for and not there. One that is nearly one that is (`val_acc` for
 * `val_accuracy`), or that only validation data bring, gets a notice; others are simply absent.
 */
import { askedInVain, warnOfTrap } from '../../display/index.ts';
import { nearest } from '../../errors/index.ts';

/** What a history inherits from. */
export const historyBase: object = askedInVain((name, names) => {
  const isVal = isOfValidation(name);
  if (isVal && names.length > 0 && !names.some((other) => other.startsWith('val_'))) {
    warnOfTrap('history key', {
      en: `the history has no '${name}', because fit had no validation data; it has ${names.join(', ')}. Write: fit(x, y, { validationSplit: 0.2 })`,
      ko: `fit에 검증 데이터를 주지 않아 history에 '${name}'가 없습니다. 있는 이름: ${names.join(', ')}. 이렇게 쓰세요: fit(x, y, { validationSplit: 0.2 })`,
    });
    return;
  }
  const near = meantBy(name, names);
  if (near === undefined) return;
  warnOfTrap('history key', {
    en: `the history has no '${name}'; it has ${names.join(', ')}. Write ['${near}'] in place of ['${name}']`,
    ko: `history에 '${name}'라는 이름은 없습니다. 있는 이름: ${names.join(', ')}. ['${name}'] 대신 ['${near}']를 쓰세요`,
  });
});

const logsBase: object = askedInVain((name, names) => {
  const near = meantBy(name, names);
  if (near === undefined) return;
  warnOfTrap('logs key', {
    en: `there is no '${name}' among these values; there are ${names.join(', ')}. Write: ['${near}']`,
    ko: `이 값들 가운데 '${name}'라는 이름은 없습니다. 있는 이름: ${names.join(', ')}. 이렇게 쓰세요: ['${near}']`,
  });
});

/** The values of an epoch or of `evaluate` by name, as callers get them. */
export function toldOfMissing<T extends object>(logs: T): T {
  return Object.setPrototypeOf({ ...logs }, logsBase) as T;
}

const isOfValidation = (name: string): boolean => /^val(?:_|idation|[A-Z])/.test(name);

/** The name that is most probably meant. */
function meantBy(name: string, names: readonly string[]): string | undefined {
  const bare = (text: string): string => text.replaceAll('_', '').toLowerCase();
  const asked = bare(name.replace(/^validation/i, 'val'));
  const alike = names.filter((other) => other.startsWith('val_') === isOfValidation(name));
  return (
    alike.find((other) => bare(other) === asked) ??
    alike.find((other) => asked.length > 2 && bare(other).startsWith(asked)) ??
    alike.find((other) => /acc/.test(asked) && /acc/.test(other)) ??
    (name.length > 2 ? nearest(name.replace(/^validation_?/i, 'val_'), names) : undefined)
  );
}
