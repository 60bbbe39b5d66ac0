/** @file `keras.callbacks`: what watches training and acts on it. */
import { callable } from '../../arguments/index.ts';
import { Callback as CallbackBase } from './callback.ts';

/**
 * What every callback stands on: its methods are called while a model trains, is evaluated and predicts.
 * @ko 내 콜백을 만들 때 물려받는 클래스입니다.
 */
export const Callback = callable(CallbackBase);
export type Callback = CallbackBase;

export {
  asCallback,
  CallbackList,
  type CallbackLike,
  type CallbackModel,
  type CallbackParams,
  type Logs,
} from './callback.ts';
export * from './monitor.ts';
export { BackupAndRestore, type BackupAndRestoreOptions } from './backup.ts';
export { ProgbarLogger } from './progbar-logger.ts';
export { TensorBoard, type TensorBoardOptions } from './tensorboard.ts';
export {
  CSVLogger,
  type CSVLoggerOptions,
  History,
  LambdaCallback,
  LearningRateScheduler,
  type LearningRateSchedulerOptions,
  SwapEMAWeights,
  TerminateOnNaN,
  type TrainingHistory,
} from './simple.ts';
