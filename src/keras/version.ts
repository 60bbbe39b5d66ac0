/** @file The version of Keras whose names, defaults and files are followed here. */
import { refuseOptions } from './common/arguments.ts';

export const KERAS_VERSION = '3.15.1';

/** The version of Keras that is followed here, as saved models name it. */
export function version(): string {
  if (arguments.length > 0) refuseOptions('version', arguments, 0);
  return KERAS_VERSION;
}
