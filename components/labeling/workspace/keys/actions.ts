export interface KeyAction {
  id: string
  /** As a command: "Delete". */
  label: string
  group: 'Tools' | 'Shapes' | 'View' | 'Image'
  /** As `mod+z`, `shift+1`, `delete`; each does it. */
  keys: string[]
}

const action = (group: KeyAction['group'], id: string, label: string, ...keys: string[]): KeyAction => ({ group, id, label, keys })

/** Everything that a key can do, with the keys it has at first. */
export const keyActions: readonly KeyAction[] = [
  action('Tools', 'tool.select', 'Select and move', 'v'),
  action('Tools', 'tool.box', 'Box', 'r'),
  action('Tools', 'tool.rotated-box', 'Rotated box', 'o'),
  action('Tools', 'tool.template', 'Box as large as the last', 't'),
  action('Tools', 'tool.polygon', 'Polygon', 'p'),
  action('Tools', 'tool.hole', 'Hole in the selected polygon', 'shift+p'),
  action('Tools', 'tool.brush', 'Brush', 'b'),
  action('Tools', 'tool.eraser', 'Eraser', 'e'),
  action('Tools', 'tool.wand', 'Fill by colour', 'w'),
  action('Tools', 'tool.keypoints', 'Keypoints', 'k'),
  action('Tools', 'brush.smaller', 'Smaller brush', '['),
  action('Tools', 'brush.larger', 'Larger brush', ']'),
  action('Tools', 'press', 'Press at the crosshair, or close a polygon', 'enter'),
  action('Tools', 'cancel', 'Give up what is half drawn, or select nothing', 'escape'),

  action('Shapes', 'undo', 'Undo; while drawing, the last point', 'mod+z'),
  action('Shapes', 'redo', 'Redo', 'mod+shift+z', 'mod+y'),
  action('Shapes', 'history', 'History of the selected shape, or deleted shapes', 'shift+z'),
  action('Shapes', 'delete', 'Delete', 'delete', 'backspace'),
  action('Shapes', 'duplicate', 'Duplicate', 'mod+d'),
  action('Shapes', 'copy', 'Copy', 'mod+c'),
  action('Shapes', 'paste', 'Paste', 'mod+v'),
  action('Shapes', 'copy-previous', 'Copy all of the previous image', 'c'),
  action('Shapes', 'select-all', 'Select all', 'mod+a'),
  action('Shapes', 'next-shape', 'Next shape', '.'),
  action('Shapes', 'previous-shape', 'Previous shape', ','),
  action('Shapes', 'lock', 'Lock or unlock', 'l'),
  action('Shapes', 'hide', 'Hide', 'h'),
  action('Shapes', 'show-all', 'Show all hidden', 'shift+h'),
  action('Shapes', 'forward', 'Bring forward', 'pageup'),
  action('Shapes', 'backward', 'Send backward', 'pagedown'),
  action('Shapes', 'front', 'Bring to the front', 'home'),
  action('Shapes', 'behind', 'Send to the back', 'end'),
  action('Shapes', 'find-label', 'Find a label by its name', '/'),

  action('Shapes', 'accept', 'Accept what the model proposes', 'a'),
  action('Shapes', 'reject', 'Reject what the model proposes', 'x'),
  action('Shapes', 'accept-all', 'Accept all that the model proposes', 'shift+a'),
  action('Shapes', 'next-proposal', 'Next shape that the model proposes', 'j'),
  action('Shapes', 'previous-proposal', 'Shape before that the model proposes', 'shift+j'),

  action('View', 'fit', 'Whole image', '0', 'shift+0'),
  action('View', 'actual', 'One pixel on one pixel', 'shift+1'),
  action('View', 'zoom-in', 'Zoom in', '+', '='),
  action('View', 'zoom-out', 'Zoom out', '-'),
  action('View', 'crosshair', 'Crosshair on and off', 'g'),
  action('View', 'names', 'Names on and off', 'n'),

  action('Image', 'submit', 'Submit, and on to the next', 'mod+enter'),
  action('Image', 'skip', 'Skip', 'mod+space'),
  action('Image', 'previous', 'Back to the image before', 'mod+arrowleft'),
  action('Image', 'flag', 'Flag with a comment', 'shift+f'),
  action('Image', 'instructions', 'Instructions', 'i'),
  action('Image', 'keys', 'Keys', '?'),
]

/** Keys that have their meaning from what they point at, and are not to be given away. */
export const fixedKeys: readonly { keys: string[]; label: string; group: KeyAction['group'] }[] = [
  { keys: ['1', '9', '0'], label: 'The first ten labels: for the selected shapes, or with a drawing tool for the next one', group: 'Shapes' },
  { keys: ['arrowup', 'arrowdown', 'arrowleft', 'arrowright'], label: 'Move by a pixel, ten with Shift; with a drawing tool, move the crosshair', group: 'Shapes' },
  { keys: ['alt+arrowright', 'alt+arrowdown'], label: 'Make the selected box larger; the others smaller', group: 'Shapes' },
  { keys: ['space'], label: 'Hold and drag to pan', group: 'View' },
]
