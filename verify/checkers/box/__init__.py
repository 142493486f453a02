"""Claims about a whole box of parameters, shown by computing in balls: roots by Krawczyk's operator, maxima by covers."""
