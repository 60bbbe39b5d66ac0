"""The other side of test/homework: python peer.py NAME IN.npz OUT.npz TEXTS; each function takes arrays and texts (JSON) by name."""
import json
import sys

import numpy as np


def conv_layer(x, w, b, dout, stride, pad):
    import torch

    x, w, b = (torch.tensor(a, requires_grad=True) for a in (x, w, b))
    y = torch.nn.functional.conv2d(x, w, b, stride=int(stride), padding=int(pad))
    y.backward(torch.tensor(dout))
    return {"y": y.detach().numpy(), "dx": x.grad.numpy(), "dw": w.grad.numpy(), "db": b.grad.numpy()}


def max_pool(x, dout, size, stride):
    import torch

    x = torch.tensor(x, requires_grad=True)
    y = torch.nn.functional.max_pool2d(x, int(size), int(stride))
    y.backward(torch.tensor(dout))
    return {"y": y.detach().numpy(), "dx": x.grad.numpy()}


def batch_norm(x, gamma, beta, dout):
    import torch

    x, gamma, beta = (torch.tensor(a, requires_grad=True) for a in (x, gamma, beta))
    y = torch.nn.functional.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-5)
    y.backward(torch.tensor(dout))
    return {"y": y.detach().numpy(), "dx": x.grad.numpy(), "dgamma": gamma.grad.numpy(), "dbeta": beta.grad.numpy()}


def _steps(path, x, y, loss, steps, batch, **compiled):
    """Losses of a saved model in so many steps of Adam, batches in order."""
    import keras

    model = keras.models.load_model(str(path), compile=False)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss, **compiled)
    losses = []
    for i in range(int(steps)):
        part = slice(i * batch, (i + 1) * batch)
        pick = lambda a: [each[part] for each in a] if isinstance(a, (list, tuple)) else a[part]
        losses.append(np.ravel(model.train_on_batch(pick(x), pick(y)))[0])
    return model, np.array(losses)


def fit_steps(path, x, y, loss, steps, batch):
    model, losses = _steps(path, x, y, str(loss), int(steps), int(batch))
    return {"losses": losses, "out": model.predict(x[:2], verbose=0)}


def two_losses(path, x, label, box, steps, batch):
    model, losses = _steps(
        path, x, [label, box], ["sparse_categorical_crossentropy", "mse"], int(steps), int(batch), loss_weights=[1.0, 0.5]
    )
    return {"losses": losses}


def auxiliary(path, x, label, steps, batch):
    kinds = ["sparse_categorical_crossentropy"] * 2
    return {"losses": _steps(path, x, [label, label], kinds, int(steps), int(batch), loss_weights=[1.0, 0.3])[1]}


def transfer(path, x, y, base, steps, batch, rate):
    """The head alone with a frozen base, then all of it, more slowly; the base always with training=False, written out,
    because a Functional model of Keras 3 passes its own training on over what the call said."""
    import keras
    import tensorflow as tf

    model = keras.models.load_model(str(path), compile=False)
    inner = model.get_layer(str(base))
    head = model.layers[model.layers.index(inner) + 1 :]
    loss = keras.losses.BinaryCrossentropy()
    out, losses = {}, []
    for trainable, speed in ((False, 0.01), (True, float(rate))):
        inner.trainable = trainable
        optimizer = keras.optimizers.Adam(speed)
        for i in range(int(steps)):
            part = slice(i * int(batch), (i + 1) * int(batch))
            with tf.GradientTape() as tape:
                h = inner(x[part], training=False)
                for layer in head:
                    h = layer(h)
                value = loss(y[part], h)
            optimizer.apply(tape.gradient(value, model.trainable_variables), model.trainable_variables)
            losses.append(value.numpy())
        out["tuned" if trainable else "head"] = model.predict(x[:4], verbose=0)
    return {"losses": np.array(losses), **out}


def attack(path, x, y, epsilon):
    import keras
    import tensorflow as tf

    model = keras.models.load_model(str(path), compile=False)
    x = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(x)
        loss = tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y, model(x)))
    slope = tape.gradient(loss, x)
    worse = tf.clip_by_value(x + float(epsilon) * tf.sign(slope), 0, 1)
    return {"slope": slope.numpy(), "worse": worse.numpy(), "out": model(worse).numpy()}


def siamese(path, a, b, same, steps, batch):
    model, losses = _steps(path, [a, b], same, "binary_crossentropy", int(steps), int(batch))
    return {"losses": losses}


def predict(path, x):
    import keras

    return {"out": keras.models.load_model(str(path), compile=False).predict(x, verbose=0)}


def grad_cam(path, x, layer, index):
    import keras
    import tensorflow as tf

    model = keras.models.load_model(str(path), compile=False)
    ends = [keras.Input(x.shape[1:])]
    for each in model.layers:
        ends.append(each(ends[-1]))
    names = ["", *(each.name for each in model.layers)]
    inner = keras.Model(ends[0], [ends[names.index(str(layer))], ends[-1]])
    with tf.GradientTape() as tape:
        maps, scores = inner(x)
        score = scores[:, int(index)]
    grads = tape.gradient(score, maps)
    weights = tf.reduce_mean(grads, axis=(1, 2))
    cam = tf.nn.relu(tf.einsum("bhwc,bc->bhw", maps, weights))
    return {"cam": cam.numpy()}


def style(path, image, content, target, layer_content, layer_style):
    import keras
    import tensorflow as tf

    model = keras.models.load_model(str(path), compile=False)
    inner = keras.Model(model.inputs, [model.get_layer(str(n)).output for n in (layer_content, layer_style)])

    def gram(f):
        f = tf.reshape(f, (-1, f.shape[-1]))
        return tf.matmul(f, f, transpose_a=True) / tf.cast(tf.shape(f)[0], tf.float32)

    image = tf.Variable(image)
    with tf.GradientTape() as tape:
        c, s = inner(image)
        c0, _ = inner(content)
        _, s0 = inner(target)
        loss = tf.reduce_mean((c - c0) ** 2) + 0.1 * tf.reduce_mean((gram(s) - gram(s0)) ** 2)
    return {"loss": loss.numpy(), "grad": tape.gradient(loss, image).numpy()}


def penalty(path, real, fake, mix):
    import keras
    import tensorflow as tf

    critic = keras.models.load_model(str(path), compile=False)
    with tf.GradientTape() as outer:
        mixed = tf.constant(mix * real + (1 - mix) * fake)
        with tf.GradientTape() as tape:
            tape.watch(mixed)
            score = critic(mixed, training=True)
        grads = tape.gradient(score, mixed)
        norm = tf.sqrt(tf.reduce_sum(grads**2, axis=[1, 2, 3]))
        value = tf.reduce_mean((norm - 1.0) ** 2)
    slopes = outer.gradient(value, critic.trainable_variables)
    # A bias of the last layer has no share in it.
    return {"value": value.numpy(), **{f"g{i}": g.numpy() for i, g in enumerate(slopes) if g is not None}}


def vae(encoder, decoder, x, noise):
    import keras
    import tensorflow as tf

    enc, dec = (keras.models.load_model(str(p), compile=False) for p in (encoder, decoder))
    with tf.GradientTape() as tape:
        mean, log_var = tf.split(enc(x), 2, axis=1)
        z = mean + tf.exp(0.5 * log_var) * noise
        made = dec(z)
        rebuilt = tf.reduce_mean(tf.reduce_sum(keras.losses.binary_crossentropy(x, made), axis=(1, 2)))
        kl = -0.5 * tf.reduce_mean(tf.reduce_sum(1 + log_var - mean**2 - tf.exp(log_var), axis=1))
        loss = rebuilt + kl
    grads = tape.gradient(loss, enc.trainable_variables + dec.trainable_variables)
    return {"loss": loss.numpy(), **{f"g{i}": g.numpy() for i, g in enumerate(grads)}}


def dcgan(generator, critic, real, noise, steps):
    import keras
    import tensorflow as tf

    gen, dis = (keras.models.load_model(str(p), compile=False) for p in (generator, critic))
    g_opt, d_opt = keras.optimizers.Adam(2e-4, beta_1=0.5), keras.optimizers.Adam(2e-4, beta_1=0.5)
    bce = keras.losses.BinaryCrossentropy(from_logits=True)
    g_losses, d_losses = [], []
    for i in range(int(steps)):
        with tf.GradientTape() as tape:
            fake = gen(noise[i], training=True)
            r, f = dis(real[i], training=True), dis(fake, training=True)
            d_loss = bce(tf.ones_like(r), r) + bce(tf.zeros_like(f), f)
        d_opt.apply(tape.gradient(d_loss, dis.trainable_variables), dis.trainable_variables)
        with tf.GradientTape() as tape:
            f = dis(gen(noise[i], training=True), training=True)
            g_loss = bce(tf.ones_like(f), f)
        g_opt.apply(tape.gradient(g_loss, gen.trainable_variables), gen.trainable_variables)
        g_losses.append(g_loss.numpy())
        d_losses.append(d_loss.numpy())
    return {"g": np.array(g_losses), "d": np.array(d_losses), "moving": gen.get_weights()[3]}


def attention(x, wq, wk, wv, wo, heads):
    import torch

    d = x.shape[-1]
    m = torch.nn.MultiheadAttention(d, int(heads), bias=False, batch_first=True)
    with torch.no_grad():
        m.in_proj_weight.copy_(torch.tensor(np.concatenate([wq.T, wk.T, wv.T])))
        m.out_proj.weight.copy_(torch.tensor(wo.T))
    y, _ = m(*[torch.tensor(x)] * 3)
    return {"y": y.detach().numpy()}


def folds(y, k, seed):
    from sklearn.model_selection import KFold, StratifiedKFold

    out = {}
    for name, split in (("k", KFold(int(k), shuffle=True, random_state=int(seed))), ("s", StratifiedKFold(int(k), shuffle=True, random_state=int(seed)))):
        for i, (_, test) in enumerate(split.split(np.zeros((len(y), 1)), y)):
            out[f"{name}{i}"] = test
    return out


def convnet(x, t, w1, b1, w2, b2, w3, b3, steps, batch, rate):
    """A convolution, relu, pooling, two dense layers and softmax with loss, all by im2col; plain gradient steps."""

    def columns(a, size):
        n, c, h, w = a.shape
        view = np.lib.stride_tricks.sliding_window_view(a, (size, size), axis=(2, 3))
        return view.transpose(0, 2, 3, 1, 4, 5).reshape(n * (h - size + 1) * (w - size + 1), -1)

    losses = []
    f, c, size, _ = w1.shape
    for i in range(int(steps)):
        a, labels = (z[i * int(batch) : (i + 1) * int(batch)] for z in (x, t))
        n, _, h, w = a.shape
        oh, ow = h - size + 1, w - size + 1
        col = columns(a, size)
        conv = (col @ w1.reshape(f, -1).T + b1).reshape(n, oh, ow, f).transpose(0, 3, 1, 2)
        on = np.maximum(conv, 0)
        blocks = on.reshape(n, f, oh // 2, 2, ow // 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(n, f, oh // 2, ow // 2, 4)
        at = blocks.argmax(-1)
        flat = blocks.max(-1).reshape(n, -1)
        hidden = np.maximum(flat @ w2 + b2, 0)
        score = hidden @ w3 + b3
        p = np.exp(score - score.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        losses.append(-np.log(p[np.arange(n), labels] + 1e-7).mean())
        d = p.copy()
        d[np.arange(n), labels] -= 1
        d /= n
        dw3, db3, dh = hidden.T @ d, d.sum(0), (d @ w3.T) * (hidden > 0)
        dw2, db2, dflat = flat.T @ dh, dh.sum(0), dh @ w2.T
        dblocks = np.zeros_like(blocks)
        np.put_along_axis(dblocks, at[..., None], dflat.reshape(at.shape)[..., None], -1)
        dpool = dblocks.reshape(n, f, oh // 2, ow // 2, 2, 2).transpose(0, 1, 2, 4, 3, 5).reshape(conv.shape) * (conv > 0)
        dcol = dpool.transpose(0, 2, 3, 1).reshape(-1, f)
        dw1, db1 = (dcol.T @ col).reshape(w1.shape), dcol.sum(0)
        for value, slope in ((w1, dw1), (b1, db1), (w2, dw2), (b2, db2), (w3, dw3), (b3, db3)):
            value -= rate * slope
    return {"losses": np.array(losses)}


name, to, back, texts = sys.argv[1:]
with np.load(to) as given:
    result = globals()[name](**{key: given[key].copy() for key in given.files}, **json.loads(texts))
np.savez(back, **result)
