error-scope = The scope of this token does not allow this.
error-foreign-form = This request came from another site and was refused. Go back to Relais and start again.
