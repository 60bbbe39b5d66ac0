/** @file Every data set: one line per file. The catalogue, `kernelab data` and the namespace `datasets` come from here. */
export { cifar10 } from './cifar10.ts';
export { facesAndAnimals } from './faces-and-animals.ts';
export { fashionMnist } from './fashion-mnist.ts';
export { lectureImage, lectureImageNames } from './lecture-images.ts';
export { load_mnist, mnist } from './mnist.ts';
