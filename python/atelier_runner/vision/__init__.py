"""Looking at images and learning from what people say of them."""
