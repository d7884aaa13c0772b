import type { ExampleNode } from '../example'

/** Twelve pictures of 32 x 32 pixels, each with a red or a blue square. */
export const exampleSquares: ExampleNode = {
  id: 'pictures',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'image', type: 'text' },
        { name: 'picture', type: 'text' },
      ],
      rows: [
        ['square-1.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMklEQVR42mN4/foJTRHDqAWjFoxaMGrBqAWjFgxuC05oaGBFoxaMWjCSLBgtKkYtgCEANTGAF4D4GBMAAAAASUVORK5CYII='],
        ['square-2.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMklEQVR42mN4/foJTRHDqAWjFoxaMGrBqAWjFoxaQDULNGxOYEWjFoxaMJIsGC0qaIoAsKyFF/3JCXoAAAAASUVORK5CYII='],
        ['square-3.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMUlEQVR42mN4/foJTRHDCLbghIYGHjRqwagFoxYMDQtGC7tRC0YtGLVg1IJRC0aUBQDlwEVPgP2ekgAAAABJRU5ErkJggg=='],
        ['square-4.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAM0lEQVR42mN4/foJTRHDqAWjFoxaMGrBqAVDxQINmxME0agFoxaMWjBqAa0tGC2uB9YCABO2CLf9pBPCAAAAAElFTkSuQmCC'],
        ['square-5.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMklEQVR42mN4/foJTRHDqAWjFgxbC05oaOBBoxaMWjBqwdCwYLSwG7Vg1IJRC0YtQEEAZVxFT7QGUsUAAAAASUVORK5CYII='],
        ['square-6.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMklEQVR42mN4/foJTRHDqAWjFoxaMGrBqAWjFgxKCzRsTmBFoxaMWjCSLBgtKkYtwEAA74OFFwY78q8AAAAASUVORK5CYII='],
        ['square-7.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAM0lEQVR42mN4/foJTRHDqAWjFoxaMGrBULTghIYGQTRqwagFoxaMWkBrC0aL61EL6G8BAPbk/WhqWtXqAAAAAElFTkSuQmCC'],
        ['square-8.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAM0lEQVR42mN4/foJTRHDqAWjFgw9CzRsThBEoxaMWjBqwagFtLZgtLgetWDUglELBsICAMwDCLdA/z0kAAAAAElFTkSuQmCC'],
        ['square-9.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAANElEQVR42mN4/foJTRHDqAWjFoxaMGrBqAWjFmCx4ISGBkE0asGoBaMWjFpAawtGi2sMBAAXbf1oq1mMKgAAAABJRU5ErkJggg=='],
        ['square-10.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAMklEQVR42mN4/foJTRHDsLBAw+YEHjRqwagFoxYMDQtGC7tRC0YtGLVg1IJRC0YtIIgA75tNH1S/jIgAAAAASUVORK5CYII='],
        ['square-11.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAM0lEQVR42mN4/foJTRHD4LXghIYGVjRqwagFI8mCoZ+TRy0YtWDUglELRi0YtWDUAmoiAIgLgBc9WK0zAAAAAElFTkSuQmCC'],
        ['square-12.png', 'iVBORw0KGgoAAAANSUhEUgAAACAAAAAgCAIAAAD8GO2jAAAAM0lEQVR42mN4/foJTRHDqAWjFoxaALZAw+YEHjRqwagFoxYMDQtGC7tRC0YtGLVg2FsAAHcpTR+1OQ+CAAAAAElFTkSuQmCC'],
      ],
    },
  },
}

/** The squares of the first ten. */
export const exampleBoxes: ExampleNode = {
  id: 'boxes',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'image', type: 'text' },
        { name: 'label', type: 'text' },
        { name: 'x', type: 'number' },
        { name: 'y', type: 'number' },
        { name: 'width', type: 'number' },
        { name: 'height', type: 'number' },
      ],
      rows: [
        ['square-1.png', 'red', '19', '18', '8', '8'],
        ['square-2.png', 'blue', '12', '20', '8', '8'],
        ['square-3.png', 'red', '19', '3', '10', '10'],
        ['square-4.png', 'blue', '1', '16', '12', '12'],
        ['square-5.png', 'red', '18', '8', '10', '10'],
        ['square-6.png', 'blue', '16', '18', '8', '8'],
        ['square-7.png', 'red', '16', '13', '12', '12'],
        ['square-8.png', 'blue', '5', '8', '12', '12'],
        ['square-9.png', 'red', '5', '17', '12', '12'],
        ['square-10.png', 'blue', '1', '3', '10', '10'],
      ],
    },
  },
}
