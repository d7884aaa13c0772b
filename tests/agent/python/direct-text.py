"""scikit-learn's vectorizers called directly. Usage: direct-text.py TRAIN OTHER; both have a column text. Prints JSON."""

import json
import sys

import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer, TfidfVectorizer

train, other = (pd.read_parquet(file)["text"].fillna("") for file in sys.argv[1:3])
words = TfidfVectorizer(max_features=12, min_df=2, ngram_range=(1, 2), stop_words="english", sublinear_tf=True).fit(train)
hashed = HashingVectorizer(n_features=8, alternate_sign=False)
print(
    json.dumps(
        {
            "words": list(words.get_feature_names_out()),
            "train": words.transform(train).toarray().tolist(),
            "other": words.transform(other).toarray().tolist(),
            "hashed": hashed.transform(train).toarray().tolist(),
        }
    )
)
