/** @file `keras.datasets`: the sets of pictures, each with `loadData()`, as Keras names them. */
export { cifar10, fashionMnist, mnist } from '../datasets/index.ts';
