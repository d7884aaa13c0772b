import type { ExampleNode } from '../example'

/** Twelve pictures of 8 x 8 pixels, six red and six blue, two of them without a label. */
export const examplePictures: ExampleNode = {
  id: 'pictures',
  component: 'data.enter@1',
  params: {
    table: {
      columns: [
        { name: 'image', type: 'text' },
        { name: 'label', type: 'text' },
        { name: 'picture', type: 'text' },
      ],
      rows: [
        ['red-1.png', 'red', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIiJyQk4OiNAYDFhFoRJYNTEMpFEAQS49uX8/fQQAAAAASUVORK5CYII='],
        ['red-2.png', 'red', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIipyVk4eiNAYDFhFoRJYNTEMpFEArgQ+0BwnK7kAAAAASUVORK5CYII='],
        ['red-3.png', 'red', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIiZySU4BiNAYDFhFoRJYNTEMpFEAGuk/59yUDi0AAAAASUVORK5CYII='],
        ['red-4.png', 'red', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIi5yXU4RiNAYDFhFoRJYNTEMpFEAh79A/vDe5nUAAAAASUVORK5CYII='],
        ['red-5.png', 'red', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIiFyR04JiNAYDFhFoRJYNTEMpFEA9JVCFRmMoNwAAAAASUVORK5CYII='],
        ['red-6.png', null, 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mPYIinyUE4ZiNAYDFhFoRJYNTEMpFEAYXpDLILDTmQAAAAASUVORK5CYII='],
        ['blue-1.png', 'blue', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEdkiJ3cCiNAYDFhFoRJYNTEMpFEA7cM9uR9Dh7IAAAAASUVORK5CYII='],
        ['blue-2.png', 'blue', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEdksJ38WiNAYDFhFoRJYNTEMpFEASH4+pmj/JaYAAAAASUVORK5CYII='],
        ['blue-3.png', 'blue', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEdkkp3AJiNAYDFhFoRJYNTEMpFEAoyo/k9KExlIAAAAASUVORK5CYII='],
        ['blue-4.png', 'blue', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEdkop3gdiNAYDFhFoRJYNTEMpFEA/dZAgOKtuy8AAAAASUVORK5CYII='],
        ['blue-5.png', 'blue', 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEdkgp3QHiNAYDFhFoRJYNTEMpFEAWJFBbaoMIykAAAAASUVORK5CYII='],
        ['blue-6.png', null, 'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAHUlEQVR42mMQEVkvp/wQiNAYDFhFoRJYNTEMpFEAsz1CWsX6AFkAAAAASUVORK5CYII='],
      ],
    },
  },
}
