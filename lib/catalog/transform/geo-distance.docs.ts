import { example } from '../example'

/** The docs page of transform.geo-distance. */
export const geoDistanceDocs = `
Adds the distance between two places, or between each row's place and a fixed one, along the surface of the earth. Rows keep their order.

It is the great-circle distance by the haversine formula on a sphere of radius 6,371,008.8 m, the earth's mean. The earth is slightly flat, so the true distance differs by up to 0.5 %.

Latitudes are degrees north, −90 to 90; longitudes degrees east, −180 to 180, so west is negative. Where a coordinate is missing, so is the distance. Coordinates out of range give a missing distance, which the log counts, or stop the step.

If the name is taken, \`_2\`, \`_3\` … is put behind it.

${example(
  [
    { id: 'cities', component: 'data.enter@1', params: { table: { columns: [{ name: 'city', type: 'text' }, { name: 'lat', type: 'number' }, { name: 'lon', type: 'number' }], rows: [['Oslo', '59.9139', '10.7522'], ['Bergen', '60.3913', '5.3221']] } } },
    { id: 'far', component: 'transform.geo-distance@1', params: { latitude: 'lat', longitude: 'lon', to: 'point', pointLatitude: 59.9139, pointLongitude: 10.7522, name: 'from_oslo_km' } },
  ],
  ['cities.table > far.table'],
)}
`
