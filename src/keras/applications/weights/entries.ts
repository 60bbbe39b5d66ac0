/** @file The published weights of `keras.applications` as entries of the store: one bundle per network. */
import type { Text } from '../../../errors/index.ts';
import type { Bundle, Entry } from '../../../store/index.ts';
import { officialFiles } from './official.ts';

const licence = {
  en: 'as published by the Keras project; the originals have licences of their own (keras.io/api/applications)',
  ko: '케라스 프로젝트가 공개한 대로. 원본의 라이선스는 따로 있습니다(keras.io/api/applications)',
};

/** Networks by their bundles, and what has to be known of a bundle beside its files. */
const titles: Readonly<Record<string, Text>> = {
  vgg16: 'VGG16',
  vgg19: 'VGG19',
  'inception-v3': 'InceptionV3',
  'inception-resnet-v2': 'InceptionResNetV2',
  resnet50: 'ResNet50',
  resnet101: 'ResNet101',
  resnet152: 'ResNet152',
  'resnet50-v2': 'ResNet50V2',
  'resnet101-v2': 'ResNet101V2',
  'resnet152-v2': 'ResNet152V2',
  xception: 'Xception',
  densenet121: 'DenseNet121',
  densenet169: 'DenseNet169',
  densenet201: 'DenseNet201',
  'nasnet-mobile': 'NASNetMobile',
  'efficientnet-b0': 'EfficientNetB0',
  'convnext-tiny': 'ConvNeXtTiny',
  mobilenet: { en: 'MobileNet, all widths and sizes', ko: 'MobileNet, 모든 너비와 크기' },
  'mobilenet-v2': { en: 'MobileNetV2, all widths and sizes', ko: 'MobileNetV2, 모든 너비와 크기' },
  'mobilenet-v3-small': 'MobileNetV3Small',
  'mobilenet-v3-large': 'MobileNetV3Large',
};

const ofImageNet = (title: Text): Text =>
  typeof title === 'string' ? `${title}, ImageNet` : { en: `${title.en}, ImageNet`, ko: `${title.ko}, ImageNet` };

/** A quantised MobileNetV2 dequantised to float32, with batch normalisation folded: 6 MB instead of 14. */
const mobilenetV2OfCoral: Entry = {
  name: 'MobileNetV2 of google-coral/edgetpu (8 bits, dequantised to float32)',
  file: 'weights/mobilenet_v2_1.0_224.h5',
  sources: [],
  origin:
    'https://github.com/google-coral/edgetpu, commit 5020de93, test_data/mobilenet_v2_1.0_224_quant.tflite (Apache-2.0)',
  hash: { sha256: '25473fcd295239ee3a030af7efc521b40b72d2b15b46b4eda16e3752d89e4969' },
  size: 5_967_812,
};

/** SqueezeNet 1.1; nobody publishes it as a Keras file, but a mirror may have it. */
const squeezenet: Bundle = {
  name: 'squeezenet',
  title: 'SqueezeNet 1.1, ImageNet',
  licence: 'BSD 2-clause (forresti/SqueezeNet)',
  onlyByName: true,
  files: [
    {
      name: 'SqueezeNet 1.1 of forresti/SqueezeNet (16 bits)',
      file: 'weights/squeezenet_v1.1.keras',
      sources: [],
      origin: 'https://github.com/nihui/ncnn-assets, commit 9489f876, models/squeezenet_v1.1 (BSD 2-clause)',
      hash: { sha256: '3041d86b3f8b2c01e745d97d30bb93afafe941263e0c5e0ad6880ceb77e99207' },
      size: 5_087_581,
    },
  ],
};

/** The names of ImageNet's classes, which `decodePredictions` reads. */
export const classIndexEntry: Entry = {
  name: "the names of ImageNet's classes",
  file: 'weights/imagenet_class_index.json',
  sources: ['https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json'],
  hash: {
    md5: 'c2c37ea517e94d9795004a39431a14cb',
    sha256: 'a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc',
  },
  size: 35_363,
};

const classIndex: Bundle = {
  name: 'imagenet-classes',
  title: { en: "The names of ImageNet's 1000 classes", ko: 'ImageNet 클래스 1000개의 이름' },
  licence: 'Apache-2.0 (TensorFlow)',
  onlyByName: true,
  files: [classIndexEntry],
};

/** Everything `kernelab data` knows of weights. */
export const weightsCatalogue: readonly Bundle[] = [
  ...Object.entries(officialFiles).map(([name, { address, files }]): Bundle => ({
    name,
    title: ofImageNet(titles[name] ?? name),
    licence,
    onlyByName: true,
    files: files.map(([file, size, hash, there = file]) => ({
      name: file,
      file: `weights/${file}`,
      sources: [address + there],
      // Keras publishes no hashes of MobileNet and MobileNetV2: then the first download is held on to.
      hash: hash === undefined ? {} : { [hash.length === 32 ? 'md5' : 'sha256']: hash },
      size,
      about: true,
      ...(isMobileNetV2(file) ? { substitutes: [mobilenetV2OfCoral] } : {}),
    })),
  })),
  squeezenet,
  classIndex,
];

function isMobileNetV2(file: string): boolean {
  return /^mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1\.0_224(_no_top)?\.h5$/.test(file);
}

/** The entry of a published file by its name. */
export function entryOfFile(file: string): Entry | undefined {
  return weightsCatalogue.flatMap(({ files }) => files).find((entry) => entry.file === `weights/${file}`);
}
