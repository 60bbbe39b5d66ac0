/** @file `widgets`: controls that a page shows and a cell reads, with the names of Python's ipywidgets. */
export { anywidget, type Anywidget, type AnywidgetOptions } from './anywidget.ts';
export { Accordion, GridBox, HBox, Tab, VBox, type Box, type BoxOptions, type TabOptions } from './boxes.ts';
export { Button, FileUpload, type ButtonOptions, type FileUploadOptions, type UploadedFile } from './buttons.ts';
export {
  Checkbox,
  Dropdown,
  RadioButtons,
  Select,
  SelectMultiple,
  SelectionSlider,
  ToggleButton,
  ToggleButtons,
  type CheckboxOptions,
  type Choice,
  type ChoiceOptions,
  type SelectMultipleOptions,
  type SelectOptions,
  type ToggleButtonOptions,
  type ToggleButtonsOptions,
} from './choices.ts';
export { interact, interactive, type Abbreviation, type Interactive, type InteractOptions } from './interact.ts';
export { Layout, type LayoutOptions, type StyleOptions } from './layout.ts';
export { dlink, link, type Link } from './link.ts';
export type { Change, Listener, Widget } from './model.ts';
export {
  BoundedFloatText,
  BoundedIntText,
  FloatLogSlider,
  FloatProgress,
  FloatRangeSlider,
  FloatSlider,
  FloatText,
  IntProgress,
  IntRangeSlider,
  IntSlider,
  IntText,
  Play,
  type BoundedOptions,
  type LogSliderOptions,
  type NumberOptions,
  type PlayOptions,
  type ProgressOptions,
  type RangeSliderOptions,
  type SliderOptions,
} from './numbers.ts';
export { Output, type OutputOptions } from './output.ts';
export { Image, type ImageOptions } from './picture.ts';
export {
  ColorPicker,
  HTML,
  Label,
  Text,
  Textarea,
  type ColorPickerOptions,
  type LabelOptions,
  type TextareaOptions,
  type TextOptions,
} from './texts.ts';
