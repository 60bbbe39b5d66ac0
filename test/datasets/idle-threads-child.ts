/** @file A program that makes the threads of ImageDataGenerator and then has nothing to do for them; it must end by itself. */
import { np } from '../../src/array/index.ts';
import { ImageDataGenerator } from '../../src/datasets/augment/index.ts';
import { spareThreads } from '../../src/datasets/augment/threads.ts';

console.log((await spareThreads()?.check([]))?.length);
const widthShiftRange = Object.assign([1], { of: () => 1 }); // cannot be sent to a thread
const flow = ImageDataGenerator({ widthShiftRange }).flow(np.ones([4, 3, 3, 1]), { batchSize: 2 });
await flow.next().catch((error: Error) => console.log(error.name));
