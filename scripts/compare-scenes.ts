/**
 * @file The plots of the lectures, each as one cell for kernelab and one for matplotlib. Both see the same `data`, which is
 * made by formulas here: no picture of anybody else is in the repository.
 */

export interface Scene {
  name: string;
  title: string;
  /** The cell as a student types it here. */
  ts: string;
  /** The same for matplotlib. */
  py: string;
}

const [h, w] = [60, 80];

/** A made-up picture: a disc, stripes and a slope of light, (h, w, 3) of 0..255. */
const photo = Array.from({ length: h }, (_, y) =>
  Array.from({ length: w }, (_, x) => {
    const disc = (x - 28) ** 2 + (y - 30) ** 2 < 320;
    const stripe = (x + y) % 16 < 6;
    const light = 60 + x * 1.5;
    return [disc ? 230 : light, disc ? 120 : stripe ? 200 : 90, stripe ? 60 : 180 - y].map(Math.round);
  }),
);
const grey = photo.map((row) => row.map(([r, g, b]) => Math.round(0.3 * r! + 0.59 * g! + 0.11 * b!)));
const epochs = Array.from({ length: 20 }, (_, i) => i + 1);
const maps = Array.from({ length: 3 }, (_, k) =>
  Array.from({ length: 18 }, (_, y) =>
    Array.from({ length: 24 }, (_, x) => Math.sin((x + k * 3) / 4) * Math.cos((y * (k + 1)) / 6)),
  ),
);
const pooled = maps.map((map) =>
  Array.from({ length: 9 }, (_, y) =>
    Array.from({ length: 12 }, (_, x) =>
      Math.max(map[2 * y]![2 * x]!, map[2 * y]![2 * x + 1]!, map[2 * y + 1]![2 * x]!, map[2 * y + 1]![2 * x + 1]!),
    ),
  ),
);
const digits = Array.from({ length: 10 }, (_, k) =>
  Array.from({ length: 28 }, (_, y) =>
    Array.from({ length: 28 }, (_, x) => {
      const ring = Math.abs(Math.hypot((x - 14) / (1 + (k % 3) / 3), y - 14) - 4 - k / 2);
      return Math.round(255 * Math.exp(-ring * ring * 0.4));
    }),
  ),
);
const normal = Array.from({ length: 400 }, (_, i) => {
  const [u, v] = [((i * 73 + 11) % 401) / 401 + 1e-3, ((i * 151 + 7) % 397) / 397];
  return Math.sqrt(-2 * Math.log(Math.min(u, 0.999))) * Math.cos(2 * Math.PI * v);
});

/** What the cells of both languages find under `data`. */
export const data = {
  photo,
  grey,
  epochs,
  loss: epochs.map((e) => 0.9 * Math.exp(-e / 5) + 0.08),
  valLoss: epochs.map((e) => 0.8 * Math.exp(-e / 4) + 0.16 + 0.006 * e),
  maps,
  pooled,
  digits,
  names: ['T-shirt', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Boots'],
  scores: [0.98, 0.91, 0.87, 0.99, 0.42, 0.08, 0.12, 0.31, 0.05, 0.66],
  normal,
};

export const scenes: readonly Scene[] = [
  {
    name: 'curves',
    title: "Loss over the epochs, `'b-'` and `'r--'` (L3.9)",
    ts: `plt.plot(data.epochs, data.loss, 'b-', { label: 'loss' });
plt.plot(data.epochs, data.valLoss, 'r--', { label: 'val_loss' });
plt.xlabel('Epoch');
plt.legend();`,
    py: `plt.plot(data['epochs'], data['loss'], 'b-', label='loss')
plt.plot(data['epochs'], data['valLoss'], 'r--', label='val_loss')
plt.xlabel('Epoch')
plt.legend()`,
  },
  {
    name: 'channels',
    title: 'A picture and its channels in Reds, Greens, Blues (L3.2)',
    ts: `const photo = np.array(data.photo, 'uint8');
plt.figure({ figsize: [12, 3] });
plt.subplot(1, 4, 1);
plt.imshow(photo);
['Reds', 'Greens', 'Blues'].forEach((cmap, i) => {
  plt.subplot(1, 4, i + 2);
  plt.title(cmap);
  plt.imshow(photo.at(':', ':', i), { cmap });
});`,
    py: `photo = np.array(data['photo'], 'uint8')
plt.figure(figsize=(12, 3))
plt.subplot(1, 4, 1)
plt.imshow(photo)
for i, cmap in enumerate(['Reds', 'Greens', 'Blues']):
    plt.subplot(1, 4, i + 2)
    plt.title(cmap)
    plt.imshow(photo[:, :, i], cmap=cmap)`,
  },
  {
    name: 'matshow',
    title: '`matshow` with a colour bar (L3.3)',
    ts: `plt.matshow(np.array(data.grey).div(255));
plt.colorbar();`,
    py: `plt.matshow(np.array(data['grey']) / 255)
plt.colorbar()`,
  },
  {
    name: 'layers',
    title: 'Maps over pooled maps, as `draw` shows a layer (L0.11)',
    ts: `plt.figure({ figsize: [12, 6] });
for (let i = 0; i < 3; i++) {
  plt.subplot(2, 3, i + 1);
  plt.title(\`Conv0-\${i}\`);
  plt.imshow(data.maps[i]);
  plt.subplot(2, 3, i + 4);
  plt.title(\`MaxP0-\${i}\`);
  plt.imshow(data.pooled[i]);
}`,
    py: `plt.figure(figsize=(12, 6))
for i in range(3):
    plt.subplot(2, 3, i + 1)
    plt.title(f'Conv0-{i}')
    plt.imshow(data['maps'][i])
    plt.subplot(2, 3, i + 4)
    plt.title(f'MaxP0-{i}')
    plt.imshow(data['pooled'][i])`,
  },
  {
    name: 'grid',
    title: 'A grid of pictures with their classes (L3.11)',
    ts: `plt.figure({ figsize: [10, 4.4] });
data.digits.forEach((image, i) => {
  plt.subplot(2, 5, i + 1);
  plt.imshow(image, { cmap: 'gray' });
  plt.title(data.names[i]);
  plt.axis('off');
});`,
    py: `plt.figure(figsize=(10, 4.4))
for i, image in enumerate(data['digits']):
    plt.subplot(2, 5, i + 1)
    plt.imshow(image, cmap='gray')
    plt.title(data['names'][i])
    plt.axis('off')`,
  },
  {
    name: 'scores',
    title: 'Scores of ten test pictures and the limit (L3.14)',
    ts: `plt.plot(data.scores, 'o-');
plt.axhline(0.5, { color: 'r', linestyle: '--' });
plt.ylim(0, 1.05);
plt.grid(true);
plt.title('score');`,
    py: `plt.plot(data['scores'], 'o-')
plt.axhline(0.5, color='r', linestyle='--')
plt.ylim(0, 1.05)
plt.grid(True)
plt.title('score')`,
  },
  {
    name: 'bars',
    title: 'Bars and a histogram',
    ts: `const [fig, [left, right]] = plt.subplots(1, 2, { figsize: [10, 4] });
left.bar(data.names.slice(0, 5), data.scores.slice(0, 5), { color: 'tab:orange' });
right.hist(data.normal, { bins: 20, edgecolor: 'black' });
fig.suptitle('two axes');`,
    py: `fig, (left, right) = plt.subplots(1, 2, figsize=(10, 4))
left.bar(data['names'][:5], data['scores'][:5], color='tab:orange')
right.hist(data['normal'], bins=20, edgecolor='black')
fig.suptitle('two axes')`,
  },
  {
    name: 'contour',
    title: '`contour`, `scatter` by colour, `fill_between`, `errorbar`',
    ts: `const [fig, axes] = plt.subplots(1, 3, { figsize: [12, 3.6] });
axes[0].contour(data.maps[1]);
const dots = axes[1].scatter(data.epochs, data.loss, { c: data.valLoss, cmap: 'plasma', s: 60 });
fig.colorbar(dots, { ax: axes[1] });
axes[2].errorbar(data.epochs, data.loss, { yerr: 0.05, fmt: 'o', capsize: 3 });
axes[2].fill_between(data.epochs, data.loss, data.valLoss, { alpha: 0.3 });`,
    py: `fig, axes = plt.subplots(1, 3, figsize=(12, 3.6))
axes[0].contour(data['maps'][1])
dots = axes[1].scatter(data['epochs'], data['loss'], c=data['valLoss'], cmap='plasma', s=60)
fig.colorbar(dots, ax=axes[1])
axes[2].errorbar(data['epochs'], data['loss'], yerr=0.05, fmt='o', capsize=3)
axes[2].fill_between(data['epochs'], data['loss'], data['valLoss'], alpha=0.3)`,
  },
  {
    name: 'formulas',
    title: 'Formulas, words and arrows',
    ts: `const x = np.linspace(-6, 6, 121);
plt.plot(x, np.exp(x.neg()).add(1).pow(-1), { label: '$\\\\sigma(x)$' });
plt.plot(x, np.maximum(0, x).div(6), { label: '$\\\\max(0, x) / 6$' });
plt.title('$\\\\sigma(x) = \\\\frac{1}{1 + e^{-x}}$');
plt.xlabel('$x_i$');
plt.ylabel('$y^2$');
plt.annotate('$\\\\sigma(0)=0.5$', { xy: [0, 0.5], xytext: [1.5, 0.3], arrowprops: { arrowstyle: '->' } });
plt.text(-5, 0.8, 'boxed', { bbox: { facecolor: 'wheat', alpha: 0.5 } });
plt.legend({ loc: 'center left' });`,
    py: `x = np.linspace(-6, 6, 121)
plt.plot(x, 1 / (1 + np.exp(-x)), label=r'$\\sigma(x)$')
plt.plot(x, np.maximum(0, x) / 6, label=r'$\\max(0, x) / 6$')
plt.title(r'$\\sigma(x) = \\frac{1}{1 + e^{-x}}$')
plt.xlabel('$x_i$')
plt.ylabel('$y^2$')
plt.annotate(r'$\\sigma(0)=0.5$', xy=(0, 0.5), xytext=(1.5, 0.3), arrowprops=dict(arrowstyle='->'))
plt.text(-5, 0.8, 'boxed', bbox=dict(facecolor='wheat', alpha=0.5))
plt.legend(loc='center left')`,
  },
  {
    name: 'twin',
    title: 'Two scales in one frame, a legend beside it',
    ts: `const [fig, ax] = plt.subplots({ figsize: [7, 4] });
const lines = ax.plot(data.epochs, data.loss, 'b-', { label: 'loss' });
ax.set_xlabel('epoch');
ax.set_ylabel('loss', { color: 'b' });
const right = ax.twinx();
lines.push(...right.plot(data.epochs, data.epochs.map((e) => 60 + 2 * e - e * e / 20), 'r--', { label: 'accuracy' }));
right.set_ylabel('accuracy', { color: 'r' });
right.tick_params({ axis: 'y', labelcolor: 'r' });
ax.legend(lines, lines.map((line) => line.get_label()), { loc: 'center right' });`,
    py: `fig, ax = plt.subplots(figsize=(7, 4))
lines = ax.plot(data['epochs'], data['loss'], 'b-', label='loss')
ax.set_xlabel('epoch')
ax.set_ylabel('loss', color='b')
right = ax.twinx()
lines += right.plot(data['epochs'], [60 + 2 * e - e * e / 20 for e in data['epochs']], 'r--', label='accuracy')
right.set_ylabel('accuracy', color='r')
right.tick_params(axis='y', labelcolor='r')
ax.legend(lines, [line.get_label() for line in lines], loc='center right')`,
  },
  {
    name: 'histograms',
    title: 'Histograms side by side, stacked, as an outline; bars with labels and errors',
    ts: `const other = data.normal.map((x) => 2 * x + 1);
const [fig, axes] = plt.subplots(1, 4, { figsize: [14, 3.4] });
axes[0].hist([data.normal, other], { bins: 12, label: ['a', 'b'] });
axes[0].legend();
axes[1].hist([data.normal, other], { bins: 12, stacked: true });
axes[2].hist(data.normal, { bins: 'auto', histtype: 'step', density: true });
const bars = axes[3].bar(['x', 'y', 'z'], [3, 5, 2], { yerr: [0.4, 0.2, 0.5], capsize: 4, color: ['r', 'g', 'b'] });
axes[3].bar_label(bars, { label_type: 'center', color: 'w' });`,
    py: `other = [2 * x + 1 for x in data['normal']]
fig, axes = plt.subplots(1, 4, figsize=(14, 3.4))
axes[0].hist([data['normal'], other], bins=12, label=['a', 'b'])
axes[0].legend()
axes[1].hist([data['normal'], other], bins=12, stacked=True)
axes[2].hist(data['normal'], bins='auto', histtype='step', density=True)
bars = axes[3].bar(['x', 'y', 'z'], [3, 5, 2], yerr=[0.4, 0.2, 0.5], capsize=4, color=['r', 'g', 'b'])
axes[3].bar_label(bars, label_type='center', color='w')`,
  },
  {
    name: 'areas',
    title: '`contourf` with `contour` over it, logarithmic axes, a horizontal colour bar',
    ts: `const [fig, axes] = plt.subplots(1, 3, { figsize: [13, 3.8] });
const areas = axes[0].contourf(data.maps[1], 10, { cmap: 'RdBu' });
fig.colorbar(areas, { ax: axes[0] });
axes[0].clabel(axes[0].contour(data.maps[1], { levels: [-0.5, 0, 0.5], colors: 'k', linewidths: 1 }));
axes[1].loglog([1, 10, 100, 1000], [1, 50, 3000, 1e5], 's-');
axes[1].grid(true);
const image = axes[2].imshow(data.maps[2], { cmap: 'coolwarm', interpolation: 'bilinear' });
fig.colorbar(image, { ax: axes[2], orientation: 'horizontal', label: 'value' });`,
    py: `fig, axes = plt.subplots(1, 3, figsize=(13, 3.8))
areas = axes[0].contourf(data['maps'][1], 10, cmap='RdBu')
fig.colorbar(areas, ax=axes[0])
axes[0].clabel(axes[0].contour(data['maps'][1], levels=[-0.5, 0, 0.5], colors='k', linewidths=1))
axes[1].loglog([1, 10, 100, 1000], [1, 50, 3000, 1e5], 's-')
axes[1].grid(True)
image = axes[2].imshow(data['maps'][2], cmap='coolwarm', interpolation='bilinear')
fig.colorbar(image, ax=axes[2], orientation='horizontal', label='value')`,
  },
  {
    name: 'shared',
    title: 'A table of axes with shared scales',
    ts: `const [fig, axes] = plt.subplots(2, 5, { figsize: [12, 4.4], sharex: true, sharey: true });
axes.flat().forEach((ax, i) => {
  ax.plot(data.epochs, data.loss.map((y) => y * (i + 1)), 'o-', { markersize: 3 });
  ax.set_title(\`n = \${i}\`);
});
fig.suptitle('shared');`,
    py: `fig, axes = plt.subplots(2, 5, figsize=(12, 4.4), sharex=True, sharey=True)
for i, ax in enumerate(axes.flat):
    ax.plot(data['epochs'], [y * (i + 1) for y in data['loss']], 'o-', markersize=3)
    ax.set_title(f'n = {i}')
fig.suptitle('shared')`,
  },
  {
    name: 'markers',
    title: 'Markers, dashes, a legend in columns',
    ts: `['b-o', 'r--s', 'g:^', 'k-.D', 'c*', 'mx', 'y+', 'C1v'].forEach((format, i) => {
  plt.plot([0, 1, 2], [i, i + 0.5, i], format, { label: format });
});
plt.ylim(-0.5, 12);
plt.legend({ ncol: 4, loc: 'upper center' });`,
    py: `for i, format in enumerate(['b-o', 'r--s', 'g:^', 'k-.D', 'c*', 'mx', 'y+', 'C1v']):
    plt.plot([0, 1, 2], [i, i + 0.5, i], format, label=format)
plt.ylim(-0.5, 12)
plt.legend(ncol=4, loc='upper center')`,
  },
  {
    name: 'boxes',
    title: '`boxplot` and `violinplot`',
    ts: `const groups = [data.normal, data.normal.map((x) => 0.6 * x + 1), data.normal.slice(0, 60).map((x) => x * x)];
const [fig, axes] = plt.subplots(1, 3, { figsize: [12, 3.6] });
axes[0].boxplot(groups, { tick_labels: ['a', 'b', 'c'] });
const filled = axes[1].boxplot(groups, { patch_artist: true, notch: true, showmeans: true, widths: 0.6 });
['lightblue', 'lightgreen', 'pink'].forEach((color, i) => filled.boxes[i].set_facecolor(color));
axes[2].violinplot(groups, { showmedians: true });`,
    py: `groups = [data['normal'], [0.6 * x + 1 for x in data['normal']], [x * x for x in data['normal'][:60]]]
fig, axes = plt.subplots(1, 3, figsize=(12, 3.6))
axes[0].boxplot(groups, tick_labels=['a', 'b', 'c'])
filled = axes[1].boxplot(groups, patch_artist=True, notch=True, showmeans=True, widths=0.6)
for color, box in zip(['lightblue', 'lightgreen', 'pink'], filled['boxes']):
    box.set_facecolor(color)
axes[2].violinplot(groups, showmedians=True)`,
  },
  {
    name: 'cells',
    title: '`pcolormesh` with even and uneven cells, `hist2d`',
    ts: `const [fig, axes] = plt.subplots(1, 3, { figsize: [13, 3.6] });
const even = axes[0].pcolormesh(data.maps[0], { cmap: 'RdBu', vmin: -1, vmax: 1 });
fig.colorbar(even, { ax: axes[0] });
axes[1].pcolormesh([0, 1, 3, 7], [0, 2, 3], [[1, 2, 3], [4, 5, 6]], { edgecolors: 'k', cmap: 'Blues' });
const [, , , cells] = axes[2].hist2d(data.normal, data.normal.map((x, i) => x + data.normal[(7 * i) % 400]), { bins: 20 });
fig.colorbar(cells, { ax: axes[2], label: 'pairs' });`,
    py: `fig, axes = plt.subplots(1, 3, figsize=(13, 3.6))
even = axes[0].pcolormesh(data['maps'][0], cmap='RdBu', vmin=-1, vmax=1)
fig.colorbar(even, ax=axes[0])
axes[1].pcolormesh([0, 1, 3, 7], [0, 2, 3], [[1, 2, 3], [4, 5, 6]], edgecolors='k', cmap='Blues')
pairs = [x + data['normal'][(7 * i) % 400] for i, x in enumerate(data['normal'])]
_, _, _, cells = axes[2].hist2d(data['normal'], pairs, bins=20)
fig.colorbar(cells, ax=axes[2], label='pairs')`,
  },
  {
    name: 'stems',
    title: '`stem`, `stackplot`, `quiver` over `contour`',
    ts: `const [fig, axes] = plt.subplots(1, 3, { figsize: [13, 3.6] });
axes[0].stem(data.scores, { linefmt: 'C1--', bottom: 0.5 });
axes[1].stackplot(data.epochs, data.loss, data.valLoss, { labels: ['loss', 'val_loss'], alpha: 0.7 });
axes[1].legend();
const [x, y] = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9));
axes[2].contour(x, y, x.mul(x).add(y.mul(y)), { cmap: 'viridis' });
axes[2].quiver(x, y, x.mul(-2), y.mul(-2), { color: 'r' });`,
    py: `fig, axes = plt.subplots(1, 3, figsize=(13, 3.6))
axes[0].stem(data['scores'], linefmt='C1--', bottom=0.5)
axes[1].stackplot(data['epochs'], data['loss'], data['valLoss'], labels=['loss', 'val_loss'], alpha=0.7)
axes[1].legend()
x, y = np.meshgrid(np.linspace(-2, 2, 9), np.linspace(-2, 2, 9))
axes[2].contour(x, y, x * x + y * y, cmap='viridis')
axes[2].quiver(x, y, -2 * x, -2 * y, color='r')`,
  },
  {
    name: 'gridspec',
    title: "A grid with joined places: Python's `gs[0, :]` is `gs.at(0, ':')`",
    ts: `const fig = plt.figure({ figsize: [9, 5] });
const gs = fig.add_gridspec(2, 3, { width_ratios: [2, 1, 1] });
const wide = fig.add_subplot(gs.at(0, ':'));
wide.plot(data.epochs, data.loss);
wide.set_title('loss');
fig.add_subplot(gs.at(1, 0)).hist(data.normal, 20);
fig.add_subplot(gs.at(1, '1:')).imshow(data.maps[1], { aspect: 'auto' });`,
    py: `fig = plt.figure(figsize=(9, 5))
gs = fig.add_gridspec(2, 3, width_ratios=[2, 1, 1])
wide = fig.add_subplot(gs[0, :])
wide.plot(data['epochs'], data['loss'])
wide.set_title('loss')
fig.add_subplot(gs[1, 0]).hist(data['normal'], 20)
fig.add_subplot(gs[1, 1:]).imshow(data['maps'][1], aspect='auto')`,
  },
  {
    name: 'onebar',
    title: 'One colour bar for several axes',
    ts: `const [fig, axes] = plt.subplots(2, 3, { figsize: [10, 5] });
const images = axes.flat().map((ax, i) => {
  ax.set_title(\`map \${i}\`);
  return ax.imshow(data.maps[i % 3], { vmin: -1, vmax: 1, cmap: 'coolwarm' });
});
fig.colorbar(images[0], { ax: axes, label: 'activation' });`,
    py: `fig, axes = plt.subplots(2, 3, figsize=(10, 5))
for i, ax in enumerate(axes.flat):
    ax.set_title(f'map {i}')
    image = ax.imshow(data['maps'][i % 3], vmin=-1, vmax=1, cmap='coolwarm')
fig.colorbar(image, ax=axes, label='activation')`,
  },
  {
    name: 'found',
    title: 'Boxes on a picture (`plt.Rectangle` without `new`)',
    ts: `const [fig, ax] = plt.subplots({ figsize: [6, 4.5] });
ax.imshow(np.array(data.photo, 'uint8'));
ax.add_patch(plt.Rectangle([10, 12], 36, 36, { edgecolor: 'lime', facecolor: 'none', linewidth: 2 }));
ax.add_patch(plt.Circle([60, 25], 9, { fill: false, color: 'red' }));
ax.text(10, 10, 'disc 0.98', { color: 'white', backgroundcolor: 'green', fontsize: 8 });
ax.axis('off');`,
    py: `fig, ax = plt.subplots(figsize=(6, 4.5))
ax.imshow(np.array(data['photo'], 'uint8'))
ax.add_patch(plt.Rectangle((10, 12), 36, 36, edgecolor='lime', facecolor='none', linewidth=2))
ax.add_patch(plt.Circle((60, 25), 9, fill=False, color='red'))
ax.text(10, 10, 'disc 0.98', color='white', backgroundcolor='green', fontsize=8)
ax.axis('off')`,
  },
  {
    name: 'ggplot',
    title: "`plt.style.use('ggplot')`; `plt.style.available` names the others",
    ts: `plt.style.use('ggplot');
plt.plot(data.epochs, data.loss, { label: 'loss' });
plt.plot(data.epochs, data.valLoss, { label: 'val_loss' });
plt.title('ggplot');
plt.xlabel('Epoch');
plt.legend();`,
    py: `plt.style.use('ggplot')
plt.plot(data['epochs'], data['loss'], label='loss')
plt.plot(data['epochs'], data['valLoss'], label='val_loss')
plt.title('ggplot')
plt.xlabel('Epoch')
plt.legend()`,
  },
];
