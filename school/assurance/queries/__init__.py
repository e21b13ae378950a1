"""Records of assurance with what their pages show, and what actions and figures ask of them."""
