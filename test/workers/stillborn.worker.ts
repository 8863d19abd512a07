/** A worker that ends before it has said or taken anything. */
close();
