/**
 * @file `keras.applications`: well-known networks with Keras's arguments, layer names and weights. Each is a function, and each
 * file is a namespace as in Keras: `keras.applications.inceptionV3.preprocessInput`.
 */
export { LeNet5 } from './lenet.ts';
export { AlexNet } from './alexnet.ts';
export { ZFNet } from './zfnet.ts';
export { NetworkInNetwork } from './nin.ts';
export { VGG16 } from './vgg16.ts';
export { VGG19 } from './vgg19.ts';
export { GoogLeNet } from './googlenet.ts';
export { InceptionV3 } from './inception-v3.ts';
export { InceptionResNetV2 } from './inception-resnet-v2.ts';
export { ResNet50, ResNet101, ResNet152 } from './resnet.ts';
export { ResNet50V2, ResNet101V2, ResNet152V2 } from './resnet-v2.ts';
export { ResNeXt50 } from './resnext.ts';
export { SEResNet50 } from './senet.ts';
export { Xception } from './xception.ts';
export { MobileNet } from './mobilenet.ts';
export { MobileNetV2 } from './mobilenet-v2.ts';
export { MobileNetV3Small, MobileNetV3Large } from './mobilenet-v3.ts';
export { DenseNet121, DenseNet169, DenseNet201 } from './densenet.ts';
export { SqueezeNet } from './squeezenet.ts';
export { NASNetMobile } from './nasnet.ts';
export { EfficientNetB0 } from './efficientnet.ts';
export { ConvNeXtTiny } from './convnext.ts';
export { SmallNet } from './small-net.ts';
export { backbone, type Backbone, type BackboneName } from './backbone.ts';

export * as lenet from './lenet.ts';
export * as alexnet from './alexnet.ts';
export * as zfnet from './zfnet.ts';
export * as nin from './nin.ts';
export * as googlenet from './googlenet.ts';
export * as resnext from './resnext.ts';
export * as senet from './senet.ts';
export * as squeezenet from './squeezenet.ts';
export * as vgg16 from './vgg16.ts';
export * as vgg19 from './vgg19.ts';
export * as inceptionV3 from './inception-v3.ts';
export * as inceptionResnetV2 from './inception-resnet-v2.ts';
export * as resnet from './resnet.ts';
/** Keras's older name of `resnet`. */
export * as resnet50 from './resnet.ts';
export * as resnetV2 from './resnet-v2.ts';
export * as xception from './xception.ts';
export * as mobilenet from './mobilenet.ts';
export * as mobilenetV2 from './mobilenet-v2.ts';
export * as mobilenetV3 from './mobilenet-v3.ts';
export * as densenet from './densenet.ts';
export * as nasnet from './nasnet.ts';
export * as efficientnet from './efficientnet.ts';
export * as convnext from './convnext.ts';
export * as smallNet from './small-net.ts';
export * as imagenetUtils from './imagenet-utils.ts';
