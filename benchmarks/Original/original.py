"""The original's side of the benchmark: each line that comes in is one round, and gets its milliseconds."""
import os
import platform
import sys
import time

import sqlalchemy
import wand.version
from sqlalchemy import Column, ForeignKey, Integer, create_engine
from sqlalchemy.ext.declarative import declarative_base
from sqlalchemy.orm import sessionmaker
from sqlalchemy_imageattach.context import store_context
from sqlalchemy_imageattach.entity import Image, image_attachment
from sqlalchemy_imageattach.stores.fs import FileSystemStore
from sqlalchemy_imageattach.version import VERSION

Base = declarative_base()


class User(Base):
    __tablename__ = 'user'
    id = Column(Integer, primary_key=True)
    picture = image_attachment('UserPicture')


class UserPicture(Base, Image):
    __tablename__ = 'user_picture'
    user_id = Column(Integer, ForeignKey('user.id'), primary_key=True)


def main(folder, width):
    engine = create_engine('sqlite:///' + os.path.join(folder, 'original.db'))
    Base.metadata.create_all(engine)
    images = os.path.join(folder, 'original')
    os.mkdir(images)
    # A committed user isn't read again for its picture, as nobody reads the owner in the other side's round.
    session = sessionmaker(engine, expire_on_commit=False)()
    print('SQLAlchemy-ImageAttach {}, SQLAlchemy {}, Wand {}, {}, Python {}'.format(
        VERSION, sqlalchemy.__version__, wand.version.VERSION, ' '.join(wand.version.MAGICK_VERSION.split()[:2]), platform.python_version()), flush=True)
    with store_context(FileSystemStore(images, 'http://localhost/')):
        for line in sys.stdin:
            with open(line.rstrip('\n'), 'rb') as file:
                picture = file.read()
            user = User()
            session.add(user)
            session.commit()
            start = time.perf_counter()
            user.picture.from_blob(picture)
            user.picture.generate_thumbnail(width=width)
            session.commit()
            elapsed = time.perf_counter() - start
            if [(each.width == width) for each in user.picture.order_by(UserPicture.width)] != [True, False]:
                sys.exit('A picture and its thumbnail should be there.')
            session.rollback()
            print(elapsed * 1000, flush=True)


main(sys.argv[1], int(sys.argv[2]))
