error-scope = La portée de ce jeton ne permet pas cette action.
error-foreign-form = Cette demande vient d’un autre site : elle a été refusée. Revenez à Relais et recommencez.
