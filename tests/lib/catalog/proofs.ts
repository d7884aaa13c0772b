/** Where a claim about a component is tested: a file below tests/, and the test's title in it. */
export type Proof = readonly [file: string, title: string]

export interface Proofs {
  /** Numbers or rows equal those of scikit-learn, pandas, DuckDB or a plain walk over the rows. */
  numbers: Proof
  /** One of its errors. */
  error: Proof
  /** The columns that are drawn are those that come out; of Transform and Learn the property test holds it for all. */
  schema: Proof
}

const python = (name: string) => `agent/python/${name}.test.ts`
const catalog = (name: string) => `lib/catalog/${name}.test.ts`
const learnDrawn: Proof = [python('drawn'), 'writes the columns that were drawn']
const tableDrawn: Proof = [catalog('drawn'), 'gives what was drawn']

const learn = (numbers: Proof, error: Proof): Proofs => ({ numbers, error, schema: learnDrawn })
const table = (numbers: Proof, error: Proof): Proofs => ({ numbers, error, schema: tableDrawn })

/** Every component, by id. Whoever adds one adds its line, and the tests that it names. */
export const proofs: Record<string, Proofs> = {
  'data.import': { numbers: [catalog('import'), 'the stored file is the output as it is'], error: [catalog('import'), 'without a resolved version it says what to do'], schema: [catalog('import'), 'the stored file is the output as it is'] },
  'data.enter': { numbers: [catalog('inference'), 'a table typed by hand comes out as typed, by type'], error: [catalog('enter'), 'what is typed wrong is told by row and column, with a fix, and stops the step alike'], schema: [catalog('inference'), 'a table typed by hand comes out as typed, by type'] },
  'data.generate': { numbers: [catalog('match-and-make'), 'sequences and series follow their formulas; the seed decides'], error: [catalog('match-and-make'), 'what cannot be made is said, with a fix where there is one'], schema: [catalog('match-and-make'), 'generate data'] },
  'data.export': { numbers: [catalog('match-and-make'), 'CSV has the separator, quotes, gaps and decimal mark asked for'], error: [catalog('match-and-make'), 'a decimal comma between commas is refused with a fix'], schema: [catalog('match-and-make'), 'Parquet reads back as the table was'] },
  'data.save': { numbers: ['lib/queue/save-output.test.ts', 'a saved table is the next version of its asset, once'], error: ['lib/queue/save-output.test.ts', 'a name that cannot be is a problem while drawing'], schema: ['lib/queue/save-output.test.ts', 'the table passes as it is'] },
  'data.postgres': { numbers: ['lib/datastores/datastores.test.ts', 'a table comes with its types, and long numbers keep their digits'], error: ['lib/datastores/datastores.test.ts', 'a step whose datastore is gone says so'], schema: ['lib/datastores/datastores.test.ts', 'a table comes with its types, and long numbers keep their digits'] },

  'transform.select-columns': table([catalog('inference'), '%s'], [catalog('proven'), 'a column that is gone is named']),
  'transform.filter-rows': table([catalog('filter-and-compute'), 'rows that cannot be judged are kept on demand, case can be ignored, any or all'], [catalog('filter-and-compute'), 'a value of the wrong type is named']),
  'transform.clean-missing-data': table([catalog('cleaning'), 'by mean and most frequent value; NaN counts as missing'], [catalog('cleaning'), 'a table without the learned columns is refused by name']),
  'transform.apply-transformation': { numbers: [catalog('cleaning'), 'what is learned on training rows is applied to test rows, and nothing of the test rows leaks into it'], error: [catalog('cleaning'), 'a table without the learned columns is refused by name'], schema: [python('applied'), 'principal components of other rows are those that scikit-learn would give'] },
  'transform.split-data': table([catalog('split'), 'a stratified split keeps each share within one row and the total exact; missing is a stratum'], [catalog('proven'), 'a column that is gone is named']),
  'transform.join': table([catalog('join-and-group'), 'every kind of join gives the pairs, gaps and order that nested loops give'], [catalog('join-and-group'), 'a join tells of repeated keys and rows without a match, and refuses text against numbers']),
  'transform.group-and-aggregate': table([catalog('join-and-group'), 'aggregates equal those computed by hand, groups come in order of appearance'], [catalog('join-and-group'), 'sums of whole numbers stay exact, and say so when they leave 64 bits']),
  'transform.compute-column': table([catalog('filter-and-compute'), 'later columns use earlier ones, and a column is replaced in its place'], [catalog('filter-and-compute'), 'what cannot be computed names the column, the row and the values, or is left missing']),
  'transform.rename-columns': table([catalog('tidy'), 'names by hand come first, rules follow, and no two columns end up with one name'], [catalog('tidy'), 'two equal names by hand are refused, with a free name as the fix']),
  'transform.edit-types': table([catalog('tidy'), 'text becomes numbers as people write them, and nothing else does'], [catalog('tidy'), 'values that do not fit stop the step by row and value, or are counted']),
  'transform.remove-duplicates': table([catalog('tidy'), 'keeps what a walk over the rows keeps, and gives the rest at the other output'], [catalog('tidy'), 'a column that is not there is named, with the likely one']),
  'transform.sort': table([catalog('tidy'), 'is stable, and puts missing values and NaN where asked'], [catalog('proven'), 'a column that is gone is named']),
  'transform.sample': table([catalog('tidy'), 'takes exactly what was asked for, in order'], [catalog('proven'), 'a column that is gone is named']),
  'transform.append-rows': table([catalog('tidy'), 'by name or by position, filling what a table lacks'], [catalog('tidy'), 'keeps whole numbers and decimals exact; types that differ stop or become text']),
  'transform.bin': table([catalog('learned'), 'equal width, equal size and own edges, with a value on an edge on the side asked for'], [catalog('learned'), 'says when edges fall together or do not rise']),
  'transform.clip-outliers': table([catalog('learned'), 'by quartiles, deviations, percentiles and fixed limits'], [catalog('learned'), 'whole numbers stay whole, and limits that make no sense are refused']),
  'transform.normalize': table([catalog('learned'), 'equals the formulas, and applies the training scale to other rows'], [catalog('learned'), 'a constant column is no error; a range upside down and text are']),
  'transform.encode-categories': table([catalog('learned'), 'one-hot: the same columns in the same order for other rows'], [catalog('learned'), 'unseen values stop the step if asked to; nothing chosen is said with a fix']),
  'transform.target-encode': table([catalog('learned'), 'no row’s own target changes its code, and the code is that of the other folds'], [catalog('learned'), 'text targets need a value that counts; a target cannot encode itself']),
  'transform.date-parts': table([catalog('reshape'), 'are those of the calendar, weeks by ISO 8601'], [catalog('reshape'), 'text is refused, and dates have no hour']),
  'transform.clean-text': table([catalog('reshape'), 'does each thing asked for, in the order that the docs tell'], [catalog('reshape'), 'a pattern that cannot be read is the user’s to mend']),
  'transform.pivot': table([catalog('reshape'), 'a pivot has the sums that a walk over the rows has'], [catalog('reshape'), 'types that do not suit are refused with a fix']),
  'transform.unpivot': table([catalog('reshape'), 'unpivot undoes it, in the order of rows and columns'], [catalog('reshape'), 'types that do not suit are refused with a fix']),
  'transform.window': table([catalog('reshape'), 'equals a walk over the rows of each group, and leaves the rows in their order'], [catalog('reshape'), 'rolling values can need all their rows; ranks need an order; numbers are needed for means']),
  'transform.split-by-value': table([catalog('reshape'), 'no group and no moment is in both parts, no row is lost, and the share is near'], [catalog('proven'), 'a column that is gone is named']),
  'transform.geo-distance': table([catalog('reshape'), 'a quarter of the earth, a degree, a known pair of cities, both ways'], [catalog('reshape'), 'what cannot be is missing and counted, or stops']),
  'transform.fuzzy-join': table([catalog('match-and-make'), 'Levenshtein similarity is that of the textbook'], [catalog('match-and-make'), 'compares only where other columns are equal, and refuses numbers and too many pairs']),

  'learn.train-classifier': learn([python('algorithms'), 'classes by %s'], [python('learning'), 'refuses in plain words what it cannot learn']),
  'learn.train-regressor': learn([python('algorithms'), 'numbers by %s'], [python('learning'), 'refuses in plain words what it cannot learn']),
  'learn.score-model': learn([python('evaluation'), '%s evaluates as scikit-learn itself does'], [python('learning'), 'names the columns that are missing or of another type; further ones do not matter']),
  'learn.evaluate-model': learn([python('evaluation'), '%s evaluates as scikit-learn itself does'], [python('evaluation'), 'is told in plain words']),
  'learn.compare-models': learn([python('compare'), 'tells metrics as scikit-learn does, and intervals and p-values as SciPy does'], [python('compare'), 'says what stands in the way']),
  'learn.choose-threshold': learn([python('compare'), 'finds the thresholds of scikit-learn’s curves, and Score model decides by them'], [python('compare'), 'says what stands in the way']),
  'learn.cross-validate': learn([python('search'), 'gives each fold the numbers of scikit-learn, and evaluates the predictions of all folds'], [python('search'), 'says what stands in the way']),
  'learn.learning-curve': learn([python('learning-curve'), 'has scikit-learn’s numbers, and the columns that are drawn'], [python('learning-curve'), 'says what stands in the way']),
  'learn.tune-hyperparameters': learn([python('search'), 'on a grid ranks as scikit-learn’s grid search does, and gives the model that it gives'], [python('search'), 'searches what is usual of every algorithm, and refuses values that are none']),
  'learn.try-all': learn([python('search'), 'scores each algorithm as scikit-learn does, spends the budget on the best, and gives the winner’s model'], [python('search'), 'tries every algorithm that suits, and keeps those that fail in the list']),
  'learn.ensemble': learn([python('compare'), 'averages, votes and stacks as scikit-learn does, with equal bytes each time'], [python('compare'), 'says what stands in the way']),
  'learn.permutation-importance': learn([python('explain'), 'is that of scikit-learn, best first'], [python('explain'), 'says what stands in the way']),
  'learn.partial-dependence': learn([python('explain'), 'is that of scikit-learn, by class'], [catalog('learn/learn'), 'Partial dependence and Select features check their columns while they are drawn']),
  'learn.select-features': learn([python('explain'), 'scores by %s as scikit-learn does, and keeps the best'], [python('explain'), 'compares with a number too, and a text by the best of its categories']),
  'learn.cluster': learn([python('unsupervised'), '%s finds the groups that scikit-learn finds, largest first, and tells those of new rows'], [python('unsupervised'), 'says what stands in the way']),
  'learn.detect-anomalies': learn([python('unsupervised'), 'Detect anomalies scores and flags as scikit-learn does'], [python('unsupervised'), 'Detect anomalies scores and flags as scikit-learn does']),
  'learn.reduce-dimensions': learn([python('unsupervised'), 'gives the principal components, shares and loadings of scikit-learn'], [python('unsupervised'), 'says what stands in the way']),
  'learn.text-features': learn([python('text-features'), 'TF-IDF weighs the words as scikit-learn does, and other rows by what was learned'], [python('text-features'), 'says what stands in the way']),
  'learn.forecast': learn([python('forecast'), '%s forecasts what the same regression on lags forecasts, step by step'], [python('forecast'), 'says what stands in the way']),
  'learn.recommender': learn([python('recommend'), 'scores and lists by %s feedback are those of a ridge regression for each user and item'], [python('recommend'), 'says what stands in the way']),

  'label.import-video': { numbers: [catalog('import-video'), 'frames come with their number and time, as a table and as an archive'], error: [catalog('import-video'), 'a file that is no video is refused with what ffmpeg says of it'], schema: [catalog('import-video'), 'frames come with their number and time, as a table and as an archive'] },
  'label.import-images': { numbers: [catalog('import-images'), 'label.import-images passes the images on byte for byte'], error: [catalog('import-images'), 'label.import-images asks for a data asset with pictures'], schema: [catalog('import-images'), 'label.import-images asks for a data asset with pictures'] },
  'label.embed-images': learn([python('label'), 'Embed images gives the numbers of the network whose weights the package carries, and zeros for a torn picture'], [python('label'), 'Train image classifier says what stands in the way']),
  'label.group-images': learn([python('label'), 'Group similar images puts digits of one kind together'], [python('label'), 'Train image classifier says what stands in the way']),
  'label.train-image-classifier': learn([python('label'), 'Train image classifier answers as its ONNX file does, measures itself out of fold, and tells from which confidence on it is sure'], [python('label'), 'Train image classifier says what stands in the way']),
  'label.train-image-tagger': learn([python('label-things'), 'Train image tagger tells several labels of an image, each by its own confidence, as its ONNX file does'], [python('label-things'), 'the steps say what stands in the way']),
  'label.train-object-detector': learn([python('label-things'), 'Train object detector finds boxes and outlines in images that it had not seen, and its ONNX file says the same'], [python('label-things'), 'the steps say what stands in the way']),

  'script.python': { numbers: [python('script'), 'survive the way in and out, missing values too'], error: [python('script'), 'names its own line, and the log shows the lines of the script alone'], schema: [python('examples'), 'the example in the docs of %s runs as drawn'] },
  'script.sql': { numbers: [catalog('filter-and-compute'), 'reads its inputs, in the order of its order by, with whole sums'], error: [catalog('filter-and-compute'), 'refuses %s'], schema: [catalog('declarations'), 'has a runner, and its example runs as drawn'] },
  'script.command': { numbers: ['agent/command/run-command.test.ts', 'gets tables as files and gives a table and a file'], error: ['agent/command/run-command.test.ts', '%s is told in words'], schema: ['agent/command/run-command.test.ts', 'gets tables as files and gives a table and a file'] },

  'control.if': { numbers: [catalog('control'), 'passes the table on byte for byte, and says what it found'], error: [catalog('control'), 'is checked while drawing'], schema: [catalog('control'), 'passes the table on byte for byte, and says what it found'] },
  'control.merge': { numbers: [catalog('control'), 'passes on the first that came'], error: [catalog('control'), 'knows its columns where the branches agree, and says where they do not'], schema: [catalog('control'), 'knows its columns where the branches agree, and says where they do not'] },
  'control.for-each': { numbers: [catalog('control'), 'its parts list groups with a missing one last, take their rows, and put all together with the metrics'], error: [catalog('control'), 'says what is missing or wrong, at the field'], schema: [catalog('control'), 'knows the columns that come out, and the one that names the value'] },
}
