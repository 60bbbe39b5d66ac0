/** @file `sklearn.LabelEncoder`: classes as numbers from 0. */
import { checkCall } from '../../arguments/index.ts';
import { np, type ArraySource, type NDArray, type StringArray } from '../../array/index.ts';
import { ValueError } from '../../errors/index.ts';
import { Estimator } from '../estimator.ts';
import { classesOf, labelsOf, type Label, type LabelList, type Labels } from '../labels.ts';
import { fitted } from '../samples.ts';

/** Classes, often texts, as numbers from 0, in ascending order. */
export class LabelEncoder extends Estimator {
  #found: { classes: readonly Label[]; like: LabelList } | undefined;

  constructor() {
    super(undefined);
    if (arguments.length > 0) checkCall('LabelEncoder', arguments, 0);
  }

  /** Finds the classes of y. Gives the encoder itself. */
  fit(y: Labels): this {
    if (arguments.length > 1) checkCall('LabelEncoder.fit', arguments, 1);
    const who = 'LabelEncoder.fit';
    const like = labelsOf(y, 'y', who);
    this.#found = { classes: classesOf([like.list], who), like };
    return this;
  }

  /** For each class its number. @throws ValueError for a class that fit did not see */
  transform(y: Labels): NDArray {
    if (arguments.length > 1) checkCall('LabelEncoder.transform', arguments, 1);
    const who = 'LabelEncoder.transform';
    const { classes } = fitted(this.#found, who);
    const codes = labelsOf(y, 'y', who).list.map((label) => {
      const code = classes.indexOf(label);
      if (code >= 0) return code;
      throw new ValueError({
        who,
        rule: { en: 'y holds only classes that fit saw', ko: 'y에는 fit이 본 클래스만 쓸 수 있습니다' },
        received: typeof label === 'string' ? `'${label}'` : String(label),
      });
    });
    return np.array(codes, 'int64');
  }

  /** fit and transform of the same y. */
  fitTransform(y: Labels): NDArray {
    return this.fit(y).transform(y);
  }

  /** The classes that numbers stand for. @throws ValueError for a number without a class */
  inverseTransform(codes: ArraySource): NDArray | StringArray {
    const who = 'LabelEncoder.inverseTransform';
    const { classes, like } = fitted(this.#found, who);
    const labels = Array.from(np.asarray(codes).reshape(-1).toTyped(), (code) => {
      const label = classes[code];
      if (label !== undefined) return label;
      throw new ValueError({
        who,
        rule: {
          en: `numbers of classes go from 0 to ${classes.length - 1}`,
          ko: `클래스의 번호는 0부터 ${classes.length - 1}까지입니다`,
        },
        received: String(code),
      });
    });
    return like.arrayOf(labels);
  }

  /** The classes in ascending order. */
  get classes_(): NDArray | StringArray {
    const { classes, like } = fitted(this.#found, 'LabelEncoder.classes_');
    return like.arrayOf(classes);
  }
}
