import type { GalleryItem } from './gallery'

const licence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' }

/** Data sets in lib/data/sets, which ship with Atelier itself. */
export const ownSets: GalleryItem[] = [
  {
    id: 'adult-income',
    title: 'Adult census income',
    description:
      'People asked by the US census of 1994: age, schooling, work and family, and whether they earned more than 50,000 dollars a year. About a quarter did.\n\nUnknown work classes, occupations and countries are empty. The column fnlwgt is the census’ weight of a person, not a trait.',
    fileName: 'adult-income.csv.gz',
    size: 397_000,
    rows: 32_561,
    columns: ['age', 'workclass', 'fnlwgt', 'education', 'education_num', 'marital_status', 'occupation', 'relationship', 'race', 'sex', 'capital_gain', 'capital_loss', 'hours_per_week', 'native_country', 'income'],
    sources: [{ title: 'Becker, B. & Kohavi, R. (1996). Adult. UCI Machine Learning Repository', url: 'https://doi.org/10.24432/C5XW20' }],
    licence,
  },
  {
    id: 'automobile',
    title: 'Automobile prices, 1985',
    description:
      'Cars imported to the US in 1985: make, body, engine, size, fuel use and price.\n\nSymboling is the insurers’ rating of risk, from −3 (safe) to 3; normalized losses are what a car of the class lost on average in a year. Lengths are inches, weights pounds, prices dollars.',
    fileName: 'automobile.csv',
    size: 25_091,
    rows: 205,
    columns: ['symboling', 'normalized_losses', 'make', 'fuel_type', 'aspiration', 'num_of_doors', 'body_style', 'drive_wheels', 'engine_location', 'wheel_base', 'length', 'width', 'height', 'curb_weight', 'engine_type', 'num_of_cylinders', 'engine_size', 'fuel_system', 'bore', 'stroke', 'compression_ratio', 'horsepower', 'peak_rpm', 'city_mpg', 'highway_mpg', 'price'],
    sources: [{ title: 'Schlimmer, J. (1985). Automobile. UCI Machine Learning Repository', url: 'https://doi.org/10.24432/C5B01C' }],
    licence,
  },
]
