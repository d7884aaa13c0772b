/** What a person should know of each format. */
export const formatOptions = [
  { value: 'coco', label: 'COCO', help: 'Boxes, polygons, masks and keypoints in one JSON file' },
  { value: 'yolo', label: 'YOLO', help: 'A text file an image, in shares of its size' },
  { value: 'voc', label: 'Pascal VOC', help: 'Boxes, an XML file an image' },
  { value: 'csv', label: 'CSV', help: 'A row a shape, for spreadsheets' },
  { value: 'label-studio', label: 'Label Studio', help: 'JSON in percent of the image' },
]
export const maskOption = { value: 'masks', label: 'Masks', help: 'A PNG of labels and one of objects an image' }

export const yoloOptions = [
  { value: 'detect', label: 'Detect', help: 'Upright boxes' },
  { value: 'segment', label: 'Segment', help: 'Polygons' },
  { value: 'obb', label: 'OBB', help: 'Turned boxes' },
  { value: 'pose', label: 'Pose', help: 'Keypoints' },
  { value: 'classify', label: 'Classify', help: 'Images in a folder for each label' },
]
