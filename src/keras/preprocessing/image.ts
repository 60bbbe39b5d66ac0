/** @file `keras.preprocessing.image`: the older place of what reads and augments pictures. */
export { ImageDataGenerator } from '../../datasets/index.ts';
export { arrayToImg, imgToArray, loadImg, saveImg } from '../utils/pictures.ts';
