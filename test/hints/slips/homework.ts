/** @file Lines of homework: training loops, pictures in loops, networks from scratch and with Keras. */
import { after } from './slip.ts';

export const homework = [
  ...after(
    'const a = np.ones([3, 3]); const b = np.ones([3, 3]); const y = np.array([0, 1]); const names = ["a", "b"];',
    [
      ['a[1, 2] -= 0.5', 'a.set(1, 2, a.item(1, 2) - 0.5)'],
      ['a[0][0] = a[1][1] + 2', 'a.set(0, 0, a.item(1, 1) + 2)'],
      ['s = a[0, 0] + a[1, 1]', 'const s = a.item(0, 0) + a.item(1, 1)'],
      ["if (a > b).any():\n    print('yes')", "if (a.gt(b).any()) { console.log('yes') }"],
      ["if (a == b).all():\n    print('yes')", "if (a.eq(b).all()) { console.log('yes') }"],
      ['mask = (a > 0.5).astype(int)', "const mask = a.gt(0.5).astype('int64')"],
      ['mask = (a > 0.5) * 255', 'const mask = a.gt(0.5).mul(255)'],
      ["print('shape:', a.shape)", "console.log('shape:', a.shape)"],
      ['for (let i = 0; i < 3; i++) a[i, 0] = i', 'for (let i = 0; i < 3; i++) a.set(i, 0, i)'],
      ['for i in range(a.shape[0]):\n    a[i, 0] = i', 'for (let i = 0; i < a.shape[0]; i++) { a.set(i, 0, i) }'],
      ['const m = a.max(axis=0)', 'const m = a.max({ axis: 0 })'],
      ['label = names[np.argmax(y)]', 'const label = names[np.argmax(y)]'],
      ['label = names[y[0]]', 'const label = names[y.item(0)]'],
      ['plt.title(names[y[0]])', 'plt.title(names[y.item(0)])'],
      ['w = np.random.randn(2, 3) * 0.01', 'const w = np.random.randn(2, 3).mul(0.01)'],
      ['w = np.random.randn(2, 3) / np.sqrt(2)', 'const w = np.random.randn(2, 3).div(np.sqrt(2))'],
    ],
  ),
  ...after(
    'const x = np.ones([8, 4]); const t = np.ones([8]); const p = np.ones([8]); const i = 1; const W = np.ones([4, 3]); let V = np.ones([4, 3]); const grad = np.ones([4, 3]); const lr = 0.1;',
    [
      ['idx = np.random.permutation(len(x))', 'const idx = np.random.permutation(x.shape[0])'],
      ['x = x[np.random.permutation(len(x))]', 'const x2 = x.at(np.random.permutation(x.shape[0]))'],
      ['x_train, x_test = x[:6], x[6:]', "const [x_train, x_test] = [x.at(':6'), x.at('6:')]"],
      ['batch = x[i*2:(i+1)*2]', 'const batch = x.at(`${i * 2}:${(i + 1) * 2}`)'],
      ['acc = np.mean(t == p)', 'const acc = np.mean(t.eq(p))'],
      ['acc = (t == p).mean()', 'const acc = t.eq(p).mean()'],
      ['acc = sum(t == p) / len(t)', 'const acc = t.eq(p).sum() / t.shape[0]'],
      ['dx = np.dot(x, W) * 0.5', 'const dx = np.dot(x, W).mul(0.5)'],
      ['W -= lr * grad', 'W.sub(grad.mul(lr), { out: W })'],
      ['V -= lr * grad', 'V = V.sub(grad.mul(lr))'],
      ['V = V - lr * grad', 'V = V.sub(grad.mul(lr))'],
    ],
  ),
  ...after(
    'const params = { W1: np.ones([2]), b1: np.ones([2]) }; const grads = { W1: np.ones([2]), b1: np.ones([2]) }; const lr = 0.1;',
    [
      ["params['W1'] -= lr * grads['W1']", "params['W1'] = params['W1'].sub(grads['W1'].mul(lr))"],
      [
        'for key in params:\n    params[key] -= lr * grads[key]',
        'for (const key of Object.keys(params)) { params[key] = params[key].sub(grads[key].mul(lr)) }',
      ],
      [
        'for k, v in params.items():\n    print(k, v.shape)',
        'for (const [k, v] of Object.entries(params)) { console.log(k, v.shape) }',
      ],
    ],
  ),
  ...after('', [
    [
      '(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()',
      'const [[x_train, y_train], [x_test, y_test]] = await datasets.mnist.loadData()',
    ],
    [
      '(x_train, y_train), (x_test, y_test) = mnist.load_data()',
      'const [[x_train, y_train], [x_test, y_test]] = await datasets.mnist.loadData()',
    ],
    [
      'const [[x, y], [xt, yt]] = await keras.datasets.mnist.load_data()',
      'const [[x, y], [xt, yt]] = await datasets.mnist.loadData()',
    ],
    ['x = np.array([1., 2.])', "const x = np.array([1, 2], 'float64')"],
    ['x = np.zeros((2, 3), np.float32)', 'const x = np.zeros([2, 3], np.float32)'],
    ['class Net:\n    def __init__(self, n):\n        self.n = n', 'class Net { … }'],
    [
      'def relu(x):\n    return np.maximum(x, 0)\n\nprint(relu(np.array([-1, 2])))',
      'function relu(x) { return np.maximum(x, 0) }',
    ],
    ['x = math.floor(2.5)', 'const x = Math.floor(2.5)'],
  ]),
  ...after(
    "const history = { history: { loss: [1, 2], val_loss: [2, 3] } }; const images = np.ones([9, 4, 4]); const xs = [1, 2, 3]; const grid = [[1, 2], [3, 4]]; const n = 5; const s = 'a,b';",
    [
      ["plt.plot(history.history['loss'], label='loss')", "plt.plot(history.history['loss'], { label: 'loss' })"],
      ["last = history.history['loss'][-1]", "const last = history.history['loss'].at(-1)"],
      [
        'for i in range(9): plt.subplot(3, 3, i+1); plt.imshow(images[i])',
        'for (let i = 0; i < 9; i++) { plt.subplot(3, 3, i + 1); plt.imshow(images.at(i)) }',
      ],
      ['plt.imshow(images[0], cmap=plt.cm.gray)', "plt.imshow(images.at(0), { cmap: 'gray' })"],
      ["plt.imshow(images[0].reshape(4, 4), cmap='gray')", "plt.imshow(images.at(0).reshape(4, 4), { cmap: 'gray' })"],
      ['avg = sum(xs) / len(xs)', 'const avg = np.sum(xs) / xs.length'],
      ["if not xs:\n    print('empty')", "if (xs.length === 0) { console.log('empty') }"],
      ["if xs:\n    print('some')", "if (xs.length > 0) { console.log('some') }"],
      ['while len(xs) > 0:\n    xs.pop()', 'while (xs.length > 0) { xs.pop() }'],
      ['v = grid[0, 1]', 'const v = grid[0][1]'],
      ['flat = [x for row in grid for x in row]', 'const flat = [...grid].flatMap((row) => Array.from(row, (x) => x))'],
      ["a, b = s.split(',')", "const [a, b] = s.split(',')"],
      ["print('n = %d, half = %.1f' % (n, n / 2))", 'console.log(`n = ${n}, half = ${(n / 2).toFixed(1)}`)'],
      ["print(f'{n:5d}|{n:<8}')", 'console.log(`${String(n).padStart(5)}|${String(n).padEnd(8)}`)'],
      ["print(f'{n=}')", 'console.log(`n=${n}`)'],
      ["print(f'{n:.2e} {n:,}')", 'console.log(`${n.toExponential(2)} ${n.toLocaleString()}`)'],
      [
        'for i, x in enumerate(xs, 1):\n    print(i, x)',
        'for (const [i, x] of Array.from(xs, (x, i) => [i + 1, x] as const)) { console.log(i, x) }',
      ],
      ["if n % 2 == 0: print('even')", "if (n % 2 === 0) { console.log('even') }"],
    ],
  ),
  ...after('const model = keras.Sequential([keras.Input([4]), keras.layers.Dense(2)]); const x = np.ones([1, 4]);', [
    ['model.add(Dense(2))', 'model.add(keras.layers.Dense(2))'],
    [
      "model.compile('adam', 'mse', metrics=['mae'])",
      "model.compile({ optimizer: 'adam', loss: 'mse', metrics: ['mae'] })",
    ],
    [
      "model.compile(loss='mse', optimizer=Adam(lr=0.01))",
      "model.compile({ loss: 'mse', optimizer: keras.optimizers.Adam({ learningRate: 0.01 }) })",
    ],
    ['print(model.layers[-1].output_shape)', 'console.log(model.layers.at(-1).output.shape)'],
    ['w = model.layers[0].get_weights()[0]', 'const w = model.layers[0].getWeights()[0]'],
    ['p = model.predict(x)[0]', 'const p = (await model.predict(x)).at(0)'],
    ['p = model.predict(x)[0, 1]', 'const p = (await model.predict(x)).item(0, 1)'],
    [
      "print('class', np.argmax(model.predict(x)[0]))",
      "console.log('class', np.argmax((await model.predict(x)).at(0)))",
    ],
  ]),
  ...after('const inputs = keras.Input([4]); const { layers } = keras; let x = layers.Dense(2)(inputs);', [
    ["y = layers.Dense(64, activation='relu')(inputs)", "const y = layers.Dense(64, { activation: 'relu' })(inputs)"],
    ["x = layers.Dense(64, activation='relu')(x)", "x = layers.Dense(64, { activation: 'relu' })(x)"],
    ["model = keras.Model(inputs, x, name='m')", "const model = keras.Model(inputs, x, { name: 'm' })"],
    ['model = Model(inputs=inputs, outputs=x)', 'const model = keras.Model({ inputs, outputs: x })'],
  ]),
];
