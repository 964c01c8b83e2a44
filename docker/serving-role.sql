-- PostgreSQL runs this when it creates the database. The role serves requests and owns nothing; migrations grant it its rights.
\getenv password SERVING_PASSWORD
CREATE ROLE linekeeper_serving LOGIN PASSWORD :'password';
