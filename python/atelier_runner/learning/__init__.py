"""What the components of the category Learn share: features, preprocessing, algorithms, and the model file."""
