/**
 * @file The weight files that Keras publishes for `keras.applications`: addresses and hashes as in the source of Keras 3.15
 * (none for MobileNet and MobileNetV2), sizes as its legacy layout gives them. Printed by
 * test/golden/make_official_weights.py; long because it is a table.
 */

/** A file's name, its size within a few percent, its MD5 or SHA-256, and its name at the address where that is another. */
type Row = readonly [file: string, size: number, hash?: string, there?: string];

export const officialFiles: Readonly<Record<string, { readonly address: string; readonly files: readonly Row[] }>> = {
  vgg16: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/vgg16/',
    files: [
      ['vgg16_weights_tf_dim_ordering_tf_kernels.h5', 553517056, '64373286793e3c8b2b4e3219cbf3544b'],
      ['vgg16_weights_tf_dim_ordering_tf_kernels_notop.h5', 58916864, '6d6bbae143d832006294945121d1f1fc'],
    ],
  },
  vgg19: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/vgg19/',
    files: [
      ['vgg19_weights_tf_dim_ordering_tf_kernels.h5', 574750720, 'cbe5617147190e668d6c5d5026f83318'],
      ['vgg19_weights_tf_dim_ordering_tf_kernels_notop.h5', 80216064, '253f8cb515780f3b799900260a226db6'],
    ],
  },
  'inception-v3': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/inception_v3/',
    files: [
      ['inception_v3_weights_tf_dim_ordering_tf_kernels.h5', 96141312, '9a0d58056eeedaa3f26cb7ebd46da564'],
      ['inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5', 87949312, 'bcbd6486424b2319ff4ef7d526e38f63'],
    ],
  },
  'inception-resnet-v2': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/inception_resnet_v2/',
    files: [
      ['inception_resnet_v2_weights_tf_dim_ordering_tf_kernels.h5', 225247232, 'e693bd0210a403b3192acc6073ad2e96'],
      [
        'inception_resnet_v2_weights_tf_dim_ordering_tf_kernels_notop.h5',
        219086848,
        'd19885ff4a710c122648d3b5c3b684e4',
      ],
    ],
  },
  resnet50: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet50_weights_tf_dim_ordering_tf_kernels.h5', 103022592, '2cb95161c43110f7111970584f804107'],
      ['resnet50_weights_tf_dim_ordering_tf_kernels_notop.h5', 94830592, '4d473c1dd8becc155b73f8504c6f6626'],
    ],
  },
  resnet101: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet101_weights_tf_dim_ordering_tf_kernels.h5', 179699712, 'f1aeb4b969a6efcfb50fad2f0c20cfc5'],
      ['resnet101_weights_tf_dim_ordering_tf_kernels_notop.h5', 171507712, '88cf7a10940856eca736dc7b7e228a21'],
    ],
  },
  resnet152: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet152_weights_tf_dim_ordering_tf_kernels.h5', 242941952, '100835be76be38e30d865e96f2aaae62'],
      ['resnet152_weights_tf_dim_ordering_tf_kernels_notop.h5', 234749952, 'ee4c566cf9a93f14d82f913c2dc6dd0c'],
    ],
  },
  'resnet50-v2': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet50v2_weights_tf_dim_ordering_tf_kernels.h5', 102891520, '3ef43a0b657b3be2300d5770ece849e0'],
      ['resnet50v2_weights_tf_dim_ordering_tf_kernels_notop.h5', 94699520, 'fac2f116257151a9d068a22e544a4917'],
    ],
  },
  'resnet101-v2': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet101v2_weights_tf_dim_ordering_tf_kernels.h5', 179568640, '6343647c601c52e1368623803854d971'],
      ['resnet101v2_weights_tf_dim_ordering_tf_kernels_notop.h5', 171376640, 'c0ed64b8031c3730f411d2eb4eea35b5'],
    ],
  },
  'resnet152-v2': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/resnet/',
    files: [
      ['resnet152v2_weights_tf_dim_ordering_tf_kernels.h5', 242810880, 'a49b44d1979771252814e80f8ec446f9'],
      ['resnet152v2_weights_tf_dim_ordering_tf_kernels_notop.h5', 234618880, 'ed17cf2e0169df9d443503ef94b23b33'],
    ],
  },
  xception: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/xception/',
    files: [
      ['xception_weights_tf_dim_ordering_tf_kernels.h5', 92012544, '0a58e3b7378bc2990ea3b43d5981f1f6'],
      ['xception_weights_tf_dim_ordering_tf_kernels_notop.h5', 83820544, 'b0042744bf5b25fce3cb969f33bebb97'],
    ],
  },
  densenet121: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/densenet/',
    files: [
      ['densenet121_weights_tf_dim_ordering_tf_kernels.h5', 33226752, '9d60b8095a5708f2dcce2bca79d332c7'],
      ['densenet121_weights_tf_dim_ordering_tf_kernels_notop.h5', 29163520, '30ee3e1110167f948a6b9946edeeb738'],
    ],
  },
  densenet169: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/densenet/',
    files: [
      ['densenet169_weights_tf_dim_ordering_tf_kernels.h5', 58589184, 'd699b8f76981ab1b30698df4c175e90b'],
      ['densenet169_weights_tf_dim_ordering_tf_kernels_notop.h5', 51970048, 'b8c4d4c20dd625c148057b9ff1c1176b'],
    ],
  },
  densenet201: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/densenet/',
    files: [
      ['densenet201_weights_tf_dim_ordering_tf_kernels.h5', 82575360, '1ceb130c1ea1b78c3bf6114dbdfd8807'],
      ['densenet201_weights_tf_dim_ordering_tf_kernels_notop.h5', 74907648, 'c13680b51ded0fb44dff2d8f86ac8bb1'],
    ],
  },
  'nasnet-mobile': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/nasnet/',
    files: [
      ['nasnet_mobile.h5', 24248320, '020fb642bf7360b370c678b08e0adf61', 'NASNet-mobile.h5'],
      ['nasnet_mobile_no_top.h5', 20054016, '1ed92395b5b598bdda52abe5c0dbfd63', 'NASNet-mobile-no-top.h5'],
    ],
  },
  'efficientnet-b0': {
    address: 'https://storage.googleapis.com/keras-applications/',
    files: [
      ['efficientnetb0.h5', 21889024, '902e53a9f72be733fc0bcb005b3ebbac'],
      ['efficientnetb0_notop.h5', 16777216, '50bc09e76180e00e4465e1a485ddc09d'],
    ],
  },
  'convnext-tiny': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/convnext/',
    files: [
      ['convnext_tiny.h5', 114753536, '8ae6e78ce2933352b1ef4008e6dd2f17bc40771563877d156bc6426c7cf503ff'],
      ['convnext_tiny_notop.h5', 111673344, 'd547c096cabd03329d7be5562c5e14798aa39ed24b474157cef5e85ab9e49ef1'],
    ],
  },
  mobilenet: {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/mobilenet/',
    files: [
      ['mobilenet_2_5_128_tf.h5', 2162688],
      ['mobilenet_2_5_128_tf_no_top.h5', 1114112],
      ['mobilenet_2_5_160_tf.h5', 2162688],
      ['mobilenet_2_5_160_tf_no_top.h5', 1114112],
      ['mobilenet_2_5_192_tf.h5', 2162688],
      ['mobilenet_2_5_192_tf_no_top.h5', 1114112],
      ['mobilenet_2_5_224_tf.h5', 2162688],
      ['mobilenet_2_5_224_tf_no_top.h5', 1114112],
      ['mobilenet_5_0_128_tf.h5', 5636096],
      ['mobilenet_5_0_128_tf_no_top.h5', 3538944],
      ['mobilenet_5_0_160_tf.h5', 5636096],
      ['mobilenet_5_0_160_tf_no_top.h5', 3538944],
      ['mobilenet_5_0_192_tf.h5', 5636096],
      ['mobilenet_5_0_192_tf_no_top.h5', 3538944],
      ['mobilenet_5_0_224_tf.h5', 5636096],
      ['mobilenet_5_0_224_tf_no_top.h5', 3538944],
      ['mobilenet_7_5_128_tf.h5', 10682368],
      ['mobilenet_7_5_128_tf_no_top.h5', 7602176],
      ['mobilenet_7_5_160_tf.h5', 10682368],
      ['mobilenet_7_5_160_tf_no_top.h5', 7602176],
      ['mobilenet_7_5_192_tf.h5', 10682368],
      ['mobilenet_7_5_192_tf_no_top.h5', 7602176],
      ['mobilenet_7_5_224_tf.h5', 10682368],
      ['mobilenet_7_5_224_tf_no_top.h5', 7602176],
      ['mobilenet_1_0_128_tf.h5', 17235968],
      ['mobilenet_1_0_128_tf_no_top.h5', 13172736],
      ['mobilenet_1_0_160_tf.h5', 17235968],
      ['mobilenet_1_0_160_tf_no_top.h5', 13172736],
      ['mobilenet_1_0_192_tf.h5', 17235968],
      ['mobilenet_1_0_192_tf_no_top.h5', 13172736],
      ['mobilenet_1_0_224_tf.h5', 17235968],
      ['mobilenet_1_0_224_tf_no_top.h5', 13172736],
    ],
  },
  'mobilenet-v2': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/',
    files: [
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_96.h5', 7208960],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_96_no_top.h5', 2031616],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_128.h5', 7208960],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_128_no_top.h5', 2031616],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_160.h5', 7208960],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_160_no_top.h5', 2031616],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_192.h5', 7208960],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_192_no_top.h5', 2031616],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224.h5', 7208960],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5', 2031616],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_96.h5', 8388608],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_96_no_top.h5', 3276800],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_128.h5', 8388608],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_128_no_top.h5', 3276800],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_160.h5', 8388608],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_160_no_top.h5', 3276800],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_192.h5', 8388608],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_192_no_top.h5', 3276800],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_224.h5', 8388608],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_224_no_top.h5', 3276800],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_96.h5', 11075584],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_96_no_top.h5', 5963776],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_128.h5', 11075584],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_128_no_top.h5', 5963776],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_160.h5', 11075584],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_160_no_top.h5', 5963776],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_192.h5', 11075584],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_192_no_top.h5', 5963776],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_224.h5', 11075584],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.75_224_no_top.h5', 5963776],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96.h5', 14614528],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_96_no_top.h5', 9437184],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_128.h5', 14614528],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_128_no_top.h5', 9437184],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_160.h5', 14614528],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_160_no_top.h5', 9437184],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_192.h5', 14614528],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_192_no_top.h5', 9437184],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224.h5', 14614528],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5', 9437184],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_96.h5', 22151168],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_96_no_top.h5', 15466496],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_128.h5', 22151168],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_128_no_top.h5', 15466496],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_160.h5', 22151168],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_160_no_top.h5', 15466496],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_192.h5', 22151168],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_192_no_top.h5', 15466496],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_224.h5', 22151168],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.3_224_no_top.h5', 15466496],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_96.h5', 25034752],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_96_no_top.h5', 17891328],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_128.h5', 25034752],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_128_no_top.h5', 17891328],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_160.h5', 25034752],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_160_no_top.h5', 17891328],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_192.h5', 25034752],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_192_no_top.h5', 17891328],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224.h5', 25034752],
      ['mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.4_224_no_top.h5', 17891328],
    ],
  },
  'mobilenet-v3-small': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/',
    files: [
      ['weights_mobilenet_v3_small_224_0.75_float.h5', 8585216, 'cb65d4e5be93758266aa0a7f2c6708b7'],
      ['weights_mobilenet_v3_small_224_0.75_float_no_top_v2.h5', 2686976, 'ebdb5cc8e0b497cd13a7c275d475c819'],
      ['weights_mobilenet_v3_small_224_1.0_float.h5', 10616832, '8768d4c2e7dee89b9d02b2d03d65d862'],
      ['weights_mobilenet_v3_small_224_1.0_float_no_top_v2.h5', 4128768, 'd3e8ec802a04aa4fc771ee12a9a9b836'],
      ['weights_mobilenet_v3_small_minimalistic_224_1.0_float.h5', 8519680, '99cd97fb2fcdad2bf028eb838de69e37'],
      [
        'weights_mobilenet_v3_small_minimalistic_224_1.0_float_no_top_v2.h5',
        2031616,
        'cde8136e733e811080d9fcd8a252f7e4',
      ],
    ],
  },
  'mobilenet-v3-large': {
    address: 'https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v3/',
    files: [
      ['weights_mobilenet_v3_large_224_0.75_float.h5', 16515072, '765b44a33ad4005b3ac83185abf1d0eb'],
      ['weights_mobilenet_v3_large_224_0.75_float_no_top_v2.h5', 7667712, '40af19a13ebea4e2ee0c676887f69a2e'],
      ['weights_mobilenet_v3_large_224_1.0_float.h5', 22478848, '59e551e166be033d707958cf9e29a6a7'],
      ['weights_mobilenet_v3_large_224_1.0_float_no_top_v2.h5', 12451840, '07fb09a5933dd0c8eaafa16978110389'],
      ['weights_mobilenet_v3_large_minimalistic_224_1.0_float.h5', 16187392, '675e7b876c45c57e9e63e6d90a36599c'],
      [
        'weights_mobilenet_v3_large_minimalistic_224_1.0_float_no_top_v2.h5',
        6160384,
        'ec5221f64a2f6d1ef965a614bdae7973',
      ],
    ],
  },
};
