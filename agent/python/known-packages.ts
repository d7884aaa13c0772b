/** Packages that people of this field ask for most: what a misspelt name is compared with. */
const known =
  'numpy pandas scipy scikit-learn matplotlib seaborn plotly bokeh altair statsmodels xgboost lightgbm catboost tensorflow keras torch torchvision torchaudio transformers datasets tokenizers accelerate diffusers sentence-transformers huggingface-hub safetensors onnx onnxruntime openvino pytorch-lightning lightning fastai jax jaxlib flax optax pillow opencv-python opencv-python-headless scikit-image imageio albumentations ultralytics timm nltk spacy gensim textblob openai anthropic langchain tiktoken requests httpx aiohttp beautifulsoup4 lxml html5lib polars pyarrow fastparquet duckdb dask modin vaex numba cython cupy sympy networkx igraph umap-learn hdbscan shap lime eli5 optuna hyperopt ray mlflow wandb tensorboard pydantic sqlalchemy psycopg psycopg2-binary pymysql pymongo redis boto3 s3fs gcsfs fsspec openpyxl xlrd xlsxwriter tabulate tqdm joblib threadpoolctl cloudpickle dill rich click typer pyyaml toml python-dateutil pytz tzdata geopandas shapely rasterio pyproj folium prophet pmdarima sktime tslearn darts pystan pymc arviz emcee imbalanced-learn category-encoders feature-engine boruta mlxtend yellowbrick pycaret tpot autogluon flaml deap rdkit biopython astropy h5py tables zarr xarray netcdf4 dask-ml cowsay faker unidecode rapidfuzz jellyfish regex emoji langdetect wordcloud'.split(' ')

/** The package that was probably meant. */
export function similarPackage(name: string): string | undefined {
  const wanted = name.toLowerCase().replace(/[-_.]+/g, '-')
  const most = wanted.length <= 4 ? 1 : 2
  return known
    .map((other) => ({ other, distance: distance(wanted, other) }))
    .filter(({ distance: far }) => far > 0 && far <= most)
    .sort((a, b) => a.distance - b.distance || a.other.length - b.other.length)[0]?.other
}

/** Letters to add, drop, change or swap (optimal string alignment). */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 9
  const rows = Array.from({ length: a.length + 1 }, (_, i) => Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)))
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      rows[i]![j] = Math.min(rows[i - 1]![j]! + 1, rows[i]![j - 1]! + 1, rows[i - 1]![j - 1]! + change)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) rows[i]![j] = Math.min(rows[i]![j]!, rows[i - 2]![j - 2]! + 1)
    }
  }
  return rows[a.length]![b.length]!
}
